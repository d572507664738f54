import { startRedisServer } from "./redis-server.js";

/** One Redis for the whole test run, its address in `REDIS_URL`, unless the caller gave one. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env["REDIS_URL"] !== undefined) return undefined;
  const server = await startRedisServer();
  process.env["REDIS_URL"] = server.url;
  return server.dispose;
}
