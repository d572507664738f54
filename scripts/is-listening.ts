import { once } from "node:events";
import { createConnection } from "node:net";

/** Whether somebody takes connections at this port of the loopback address. */
export async function isListening(port: number): Promise<boolean> {
  const socket = createConnection(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
