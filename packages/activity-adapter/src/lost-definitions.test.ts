import type { CompiledDefinition, RunDocument } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../scripts/temporal/server-address.fixture.js";
import { awaitEnd, compile, openTestEngine, type TestEngine } from "./engine.fixture.js";
import { createHandlers } from "./handlers.fixture.js";
import { createPrivateRedis, type PrivateRedis } from "./redis.fixture.js";

/** So large that it is a blob. */
const definition: CompiledDefinition = compile({
  description: "x".repeat(70_000),
  tasks: [{ id: "a", action: "echo", with: 1, retry: { maximum_attempts: 1 } }],
});

const handlers = createHandlers({ echo: (input) => input });

interface Started {
  readonly redis: PrivateRedis;
  readonly run: string;
  /** Begins to run it: a worker that has never met the definition. */
  readonly work: () => Promise<TestEngine>;
}

/** A run that no worker has looked at. */
async function startUnseen(): Promise<Started> {
  const redis = await createPrivateRedis({ timeoutMs: 500 });
  const { blobs } = redis;
  const client = await openTestEngine(handlers, { blobs, hasWorker: false });
  const { taskQueue } = client.setting;
  const { runId: run } = await client.engine.start({ definition, input: {}, requestId: crypto.randomUUID() });
  const work = async (): Promise<TestEngine> => {
    return openTestEngine(handlers, { blobs, taskQueue });
  };
  return { redis, run, work };
}

function listBlocked({ tasks }: RunDocument): readonly unknown[] {
  return tasks.map(({ path, blocked }) => [path, blocked]);
}

describe.skipIf(isTemporalSkipped)("a definition that a worker reads from the blob store", { timeout: 60_000 }, () => {
  it("holds its run up while that is away, and uses no attempt for it", async () => {
    const { redis, run, work } = await startUnseen();
    await redis.server.kill();
    const { engine } = await work();
    const read = async (): Promise<unknown> => listBlocked(await engine.get(run, { detailed: true }));
    await expect.poll(read, { timeout: 30_000 }).toStrictEqual([["root/a", "STORE_UNAVAILABLE"]]);
    await redis.server.start();
    const document = await awaitEnd(engine, run);
    expect(document).toMatchObject({ status: "completed", tasks: [{ attempts: 1, output: 1 }] });
  });

  it("fails the task with BLOB_LOST when it is lost", async () => {
    const { redis, run, work } = await startUnseen();
    await redis.remove(await redis.listKeys(`taskloom:blob:${run}:*`));
    const { engine } = await work();
    const error = { code: "BLOB_LOST", task: "root/a" };
    expect(await awaitEnd(engine, run)).toMatchObject({ status: "failed", error });
  });
});
