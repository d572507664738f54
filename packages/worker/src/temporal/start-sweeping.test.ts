import { randomUUID } from "node:crypto";
import { createRedisConnection } from "@taskloom/shared/storage/redis";
import { describe, expect, it, onTestFinished } from "vitest";
import { startRedisServer } from "../../../../scripts/redis/redis-server.js";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import type { Role } from "../runtime-parts.js";
import { compileTasks, flagsOf, openRuntime, type OpenedRuntime } from "./runtime-on.fixture.js";

const HOUR_MS = 3_600_000;

interface Place {
  /** Opens a process on one task queue and one Redis. */
  open(role: Role, retention?: string): Promise<OpenedRuntime>;
  /** How long what Redis holds of a run's blobs is kept, in milliseconds, a key each; -1: for ever. */
  readTtls(run: string): Promise<readonly number[]>;
}

async function createPlace(): Promise<Place> {
  const server = await startRedisServer();
  const connection = createRedisConnection({ url: server.url });
  onTestFinished(async () => {
    await connection.close();
    await server.dispose();
  });
  const flags = { ...flagsOf("temporal"), store: server.url };
  return {
    open: async (role, retention) => openRuntime({ ...flags, retention }, { role }),
    readTtls: async (run) => {
      const keys = (await connection.send(["keys", `taskloom:blob*:${run}*`])) as string[];
      return Promise.all(keys.map(async (key) => Number(await connection.send(["pttl", key]))));
    },
  };
}

/** A run whose input is a blob, and that waits. */
async function startLarge({ runtime }: OpenedRuntime): Promise<string> {
  const definition = compileTasks(runtime, [{ id: "w", type: "wait", wait_for: "go" }]);
  const input = { text: "x".repeat(300_000) };
  return (await runtime.engine.start({ definition, input, requestId: randomUUID() })).runId;
}

describe.skipIf(isTemporalSkipped)("the blobs of a run that was terminated", () => {
  it("get the time that is left to them when a worker starts, and those of open runs stay", async () => {
    const { open, readTtls } = await createPlace();
    const command = await open("call");
    const { engine } = command.runtime;
    const [terminated, waiting] = [await startLarge(command), await startLarge(command)];
    await engine.terminate(terminated, { requestId: randomUUID() });
    expect(await readTtls(terminated)).toStrictEqual([-1, -1]);
    const { runtime } = await open("work", "1h");
    await expect.poll(async () => Math.min(...(await readTtls(terminated))), { timeout: 20_000 }).toBeGreaterThan(0);
    await runtime.close();
    expect(Math.max(...(await readTtls(terminated)))).toBeLessThanOrEqual(HOUR_MS);
    expect(await readTtls(waiting)).toStrictEqual([-1, -1]);
    await engine.terminate(waiting, { requestId: randomUUID() });
  });

  it("stay where nobody said for how long they are kept", async () => {
    const { open, readTtls } = await createPlace();
    const command = await open("call");
    const run = await startLarge(command);
    await command.runtime.engine.terminate(run, { requestId: randomUUID() });
    await (await open("work")).runtime.close();
    expect(await readTtls(run)).toStrictEqual([-1, -1]);
  });
});
