import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { TaskloomError } from "@taskloom/shared";
import { readMessage } from "../error-message.js";

/**
 * Lets the server listen; gives its port, which is a free one for 0.
 * @throws PORT_UNAVAILABLE with `details.host` and `details.port`
 */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  try {
    // A port that is none is refused at once, everything else when the machine has been asked.
    server.listen({ host, port });
    await once(server, "listening");
  } catch (error) {
    throw new TaskloomError("PORT_UNAVAILABLE", `metrics cannot be served: ${readMessage(error)}`, {
      details: { host, port },
      cause: error,
    });
  }
  return (server.address() as AddressInfo).port;
}
