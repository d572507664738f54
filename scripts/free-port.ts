import { once } from "node:events";
import { createServer } from "node:net";

/** A TCP port of the loopback address that nobody listens on now: the preferred one when it is free. */
export async function freePort(preferred = 0): Promise<number> {
  const server = createServer().listen(preferred, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    if (preferred === 0) throw error;
    return freePort();
  }
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("The loopback address gave no port.");
  return address.port;
}
