import { spawnSync } from "node:child_process";

export const missingRedis =
  "redis-server is not installed, and tests need one: `apt-get install redis-server`, or set REDIS_URL.";

/**
 * Why tests that need Redis cannot run here, or nothing when they can.
 * @returns {string | undefined}
 */
export function redisProblem() {
  if (process.env["REDIS_URL"] !== undefined) return undefined;
  return spawnSync("redis-server", ["--version"]).error === undefined ? undefined : missingRedis;
}
