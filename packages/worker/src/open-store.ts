import type { Clock, TaskStore } from "@taskloom/interfaces";
import { createMemoryStore } from "@taskloom/shared";
import type { ClosingList } from "./closing-list.js";

/**
 * The store at an address: `memory`, or that of a Redis, which is connected to when it is first used.
 * @throws CONFIG_INVALID
 */
export async function openStore(address: string, clock: Clock, closing: ClosingList): Promise<TaskStore> {
  if (address === "memory") return createMemoryStore({ clock });
  // Its client is not loaded where nobody uses it.
  const { createRedisConnection, createRedisStore } = await import("@taskloom/shared/storage/redis");
  const connection = createRedisConnection({ url: address });
  closing.add(async () => connection.close());
  return createRedisStore(connection);
}
