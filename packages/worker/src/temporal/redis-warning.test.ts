import { describe, expect, it, onTestFinished } from "vitest";
import { startRedisServer } from "../../../../scripts/redis/redis-server.js";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import type { Role } from "../runtime-parts.js";
import { flagsOf, openRuntime } from "./runtime-on.fixture.js";

/** The log of a process that began and ended, with a Redis that was started with these settings. */
async function listLines(role: Role, ...redisArgs: readonly string[]): Promise<readonly unknown[]> {
  const server = await startRedisServer(redisArgs);
  onTestFinished(server.dispose);
  const { runtime, lines } = await openRuntime({ ...flagsOf("temporal"), store: server.url }, { role });
  await runtime.close();
  return lines;
}

const EVICTING = ["--maxmemory-policy", "allkeys-lru"];
const EVICTS = { level: "warn", risk: "evicts" };

describe.skipIf(isTemporalSkipped)("a worker with blobs in a Redis", () => {
  it("warns once of each setting that may lose them", async () => {
    const lines = await listLines("work", ...EVICTING, "--appendonly", "no");
    expect(lines).toMatchObject([EVICTS, { level: "warn", risk: "nothing_on_disk" }]);
  });

  it("has nothing to say of one that keeps them", async () => {
    expect(await listLines("work")).toStrictEqual([]);
  });

  it("works where the settings are hidden, and warns of what it can see", async () => {
    expect(await listLines("work", ...EVICTING, "--rename-command", "CONFIG", "")).toMatchObject([EVICTS]);
  });

  it("is the one that asks: commands do not", async () => {
    expect(await listLines("call", ...EVICTING)).toStrictEqual([]);
  });
});
