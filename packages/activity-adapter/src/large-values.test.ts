import type { JsonValue } from "@taskloom/interfaces";
import { createNoBlobs } from "@taskloom/shared";
import { describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../scripts/temporal/server-address.fixture.js";
import {
  awaitEnd,
  compile,
  openTestEngine,
  runToEnd,
  type TestEngine,
  type TestEngineOptions,
} from "./engine.fixture.js";
import { replayJournal } from "./engine/replay-journal.js";
import { findRun } from "./engine/run-execution.js";
import { createGate, createHandlers, readText } from "./handlers.fixture.js";
import { createPrivateRedis, type PrivateRedis } from "./redis.fixture.js";
import { sequence } from "./sequence.fixture.js";

const KB = 1024;
const LARGE = 400 * KB;

/** Nothing that travels may be larger than a value that is kept in place, with what goes with it. */
const MAX_PAYLOAD = 300 * KB;

const began: JsonValue[] = [];
const gate = createGate();

const handlers = createHandlers({
  text: (input) => {
    began.push(input);
    return "x".repeat(Number(input));
  },
  size: (input) => readText(input).length,
  gate: async () => gate.opened,
});

async function createSubject(options: TestEngineOptions): Promise<TestEngine> {
  return openTestEngine(handlers, options);
}

async function createOnRedis(): Promise<TestEngine & { readonly redis: PrivateRedis }> {
  const redis = await createPrivateRedis();
  const { store, blobs, log } = redis;
  return { ...(await createSubject({ store, blobs, log, runOptions: { sharedStore: true } })), redis };
}

/** Items that each give a text, and an aggregate of them. */
function createCollection(count: number, bytes: number): ReturnType<typeof compile> {
  const each = { id: "each", type: "collection", items: `1..${count}`, task: { action: "text", with: bytes } };
  const all = { id: "all", type: "aggregate", outputs: { texts: "{{ tasks.each.output }}" } };
  return compile({
    ...sequence(each, all),
    outputs: { sizes: "{{ tasks.all.output.texts.map(text, size(text)) }}" },
  });
}

/** The bytes of the largest payload in the run's history. */
async function findLargestPayload({ setting }: TestEngine, run: string): Promise<number> {
  const { events } = await setting.client.workflow.getHandle(run).fetchHistory();
  const inBase64 = [...JSON.stringify(events ?? []).matchAll(/"data":"([^"]*)"/g)];
  return Math.max(...inBase64.map(([, data = ""]) => (data.length * 3) / 4));
}

describe.skipIf(isTemporalSkipped)("a value over 256 KiB travels by reference", { timeout: 60_000 }, () => {
  it("as the input and output of a run", async () => {
    const made = await createOnRedis();
    const definition = compile({
      ...sequence(
        { id: "a", action: "size", with: "{{ workflow.input.text }}" },
        { id: "b", action: "text", with: "{{ tasks.a.output }}" },
      ),
      outputs: { text: "{{ tasks.b.output }}", size: "{{ tasks.a.output }}" },
    });
    const text = "x".repeat(LARGE);
    const { run_id: run, ...document } = await runToEnd(made.engine, definition, { text });
    expect(document).toMatchObject({ status: "completed", output: { text, size: LARGE } });
    expect(await findLargestPayload(made, run)).toBeLessThan(MAX_PAYLOAD);
    expect(await made.redis.listKeys(`taskloom:blob:${run}:*`)).not.toHaveLength(0);
  });

  it("as what a task gives and another gets", async () => {
    const made = await createOnRedis();
    const tasks = sequence(
      { id: "a", action: "text", with: LARGE },
      { id: "b", action: "size", with: "{{ tasks.a.output }}" },
    );
    const definition = compile({ ...tasks, outputs: { size: "{{ tasks.b.output }}" } });
    const { run_id: run, ...document } = await runToEnd(made.engine, definition);
    expect(document).toMatchObject({ status: "completed", output: { size: LARGE } });
    expect(await findLargestPayload(made, run)).toBeLessThan(MAX_PAYLOAD);
  });

  it.each([
    [60, 20 * KB],
    [30, 200 * KB],
  ])("as what %i children give together that end at once, %i bytes each", async (count, bytes) => {
    const made = await createOnRedis();
    const { run_id: run, ...document } = await runToEnd(made.engine, createCollection(count, bytes));
    const sizes = Array.from({ length: count }, () => bytes);
    expect(document).toMatchObject({ status: "completed", output: { sizes } });
    expect(await findLargestPayload(made, run)).toBeLessThan(MAX_PAYLOAD);
  });
});

describe.skipIf(isTemporalSkipped)("a history with more values than gRPC takes in one answer", () => {
  it("can be read by a process that replays it", { timeout: 60_000 }, async () => {
    const { engine, setting } = await createSubject({});
    const tasks = Array.from({ length: 24 }, (_, index) => ({ id: `t${index}`, action: "text", with: 200 * KB }));
    const definition = compile({ ...sequence(...tasks), outputs: { size: "{{ size(tasks.t23.output) }}" } });
    const { run_id: run } = await runToEnd(engine, definition);
    const known = await findRun(setting, run);
    const { batches } = await replayJournal(setting, known, known.firstExecution, 0);
    const ended = batches.flatMap(({ events }) => events.filter(({ kind }) => kind === "task_ended"));
    // What is left of them is in the next execution: the server suggests one by the bytes of a history.
    expect(ended.length * 200 * KB).toBeGreaterThan(4_000_000);
  });
});

describe.skipIf(isTemporalSkipped)("the blobs of a run", { timeout: 60_000 }, () => {
  it("have no end while it is open, and go when the retention has passed after its end", async () => {
    const redis = await createPrivateRedis();
    const { store, blobs, log } = redis;
    const { engine } = await createSubject({ store, blobs, log, retentionMs: 3_600_000 });
    const tasks = sequence({ id: "a", action: "text", with: LARGE }, { id: "w", type: "wait", wait_for: "go" });
    const { runId } = await engine.start({ definition: compile(tasks), input: {}, requestId: crypto.randomUUID() });
    const listKeys = async (): Promise<readonly string[]> => redis.listKeys(`taskloom:blob*:${runId}*`);
    const listTtls = async (): Promise<readonly number[]> => Promise.all((await listKeys()).map(redis.readTtl));
    await expect.poll(listKeys, { timeout: 20_000 }).toHaveLength(2);
    expect(await listTtls()).toStrictEqual([-1, -1]);
    await engine.signal(runId, { name: "go", payload: null });
    await awaitEnd(engine, runId);
    await expect.poll(async () => (await listTtls()).every((ttl) => ttl > 0), { timeout: 20_000 }).toBe(true);
  });
});

describe.skipIf(isTemporalSkipped)("a blob that is lost", () => {
  it("fails the task that needs it with BLOB_LOST, naming task and size", async () => {
    const { engine, redis } = await createOnRedis();
    const definition = compile(
      sequence(
        { id: "a", action: "text", with: LARGE },
        { id: "b", action: "gate" },
        { id: "c", action: "size", with: "{{ tasks.a.output }}" },
      ),
    );
    const { runId } = await engine.start({ definition, input: {}, requestId: crypto.randomUUID() });
    await expect.poll(async () => redis.listKeys(`taskloom:blob:${runId}:*`), { timeout: 20_000 }).toHaveLength(1);
    await redis.remove(await redis.listKeys(`taskloom:blob:${runId}:*`));
    gate.open();
    const document = await awaitEnd(engine, runId);
    const details = { run: runId, bytes: LARGE + 2, fault: "missing" };
    expect(document).toMatchObject({ status: "failed", error: { code: "BLOB_LOST", task: "root/c", details } });
    expect(document.tasks.at(-1)).toMatchObject({ path: "root/c", status: "failed", error: { code: "BLOB_LOST" } });
  });
});

describe.skipIf(isTemporalSkipped)("without a blob store", () => {
  const createWithout = async (): Promise<TestEngine> => createSubject({ blobs: createNoBlobs() });

  it("a run with a large input is refused with SHARED_STORE_REQUIRED", async () => {
    const { engine } = await createWithout();
    const definition = compile({ tasks: [{ id: "a", action: "size", with: "{{ workflow.input.text }}" }] });
    const request = { definition, input: { text: "x".repeat(LARGE) }, requestId: crypto.randomUUID() };
    await expect(engine.start(request)).rejects.toMatchObject({ code: "SHARED_STORE_REQUIRED" });
  });

  it("a task with a large output fails with SHARED_STORE_REQUIRED, which `on_error` catches", async () => {
    const { engine } = await createWithout();
    const tasks = [
      { id: "a", action: "text", with: LARGE, retry: { maximum_attempts: 1 }, on_error: { next: "b" } },
      { id: "b", action: "text", with: 1 },
    ];
    const document = await runToEnd(engine, compile({ tasks }));
    expect(document).toMatchObject({ status: "completed", output: { b: "x" } });
    expect(document.tasks[0]).toMatchObject({ status: "failed", error: { code: "SHARED_STORE_REQUIRED" } });
  });

  it("a collection of 2,001 items fails with SHARED_STORE_REQUIRED before its first item", async () => {
    const { engine } = await createWithout();
    began.length = 0;
    const each = { id: "each", type: "collection", items: "1..2001", task: { action: "text", with: "{{ item }}" } };
    const document = await runToEnd(engine, compile({ tasks: [each] }));
    expect(document).toMatchObject({ status: "failed", error: { code: "SHARED_STORE_REQUIRED", task: "root/each" } });
    expect(began).toHaveLength(0);
  });

  it("what has no room in a message, children's outputs together, is SHARED_STORE_REQUIRED", async () => {
    const { engine } = await createWithout();
    const document = await runToEnd(engine, createCollection(30, 200 * KB));
    expect(document).toMatchObject({ status: "failed", error: { code: "SHARED_STORE_REQUIRED", task: "root/all" } });
  });

  it("values that are not large do not need one", async () => {
    const { engine } = await createWithout();
    const each = { id: "each", type: "collection", items: "1..150", task: { action: "text", with: "{{ item }}" } };
    const document = await runToEnd(engine, compile({ tasks: [each] }));
    const output = { each: Array.from({ length: 150 }, (_, index) => "x".repeat(index + 1)) };
    expect(document).toMatchObject({ status: "completed", output });
  });
});
