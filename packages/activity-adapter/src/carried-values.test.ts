import type { Handlers, JsonObject, TaskStore } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../scripts/temporal/server-address.fixture.js";
import { awaitEnd, compile, openTestEngine, type TestEngine, type TestEngineOptions } from "./engine.fixture.js";
import { createGate, createHandlers, readText, type Gate } from "./handlers.fixture.js";
import { createPrivateRedis, type PrivateRedis } from "./redis.fixture.js";
import { sequence } from "./sequence.fixture.js";

/** Larger than what travels in a message together. */
const LARGE = 90 * 1024;

interface Subject extends TestEngine {
  readonly redis: PrivateRedis;
  readonly countMisses: () => number;
}

/** An engine whose cache is in a Redis, and how many calls that made impossible. */
async function createSubject(handlers: Handlers, options: TestEngineOptions = {}): Promise<Subject> {
  const redis = await createPrivateRedis();
  const { store, blobs, log } = redis;
  let misses = 0;
  const onStoreMiss = (): void => void (misses += 1);
  const runOptions = { sharedStore: true };
  const made = await openTestEngine(handlers, { store, blobs, log, onStoreMiss, runOptions, ...options });
  return { ...made, redis, countMisses: () => misses };
}

/** `hold` waits for the gate; `letter` gives the first letter of a text. */
function createTextHandlers(gate: Gate): Handlers {
  return createHandlers({
    hold: async () => gate.opened,
    letter: (input) => readText(input).slice(0, 1),
    text: (letter, { attempt }) => readText(letter)[attempt - 1]?.repeat(LARGE),
  });
}

const letter = (id: string, text: string): JsonObject => ({ id, action: "letter", with: `{{ ${text} }}` });

describe.skipIf(isTemporalSkipped)("a large value of a run", { timeout: 60_000 }, () => {
  it("is its input, though somebody tries to start a run of the same id with another one", async () => {
    const gate = createGate();
    const { engine } = await createSubject(createTextHandlers(gate));
    const tasks = sequence({ id: "hold", action: "hold" }, letter("last", "workflow.input.text"));
    const definition = compile({ ...tasks, outputs: { read: "{{ tasks.last.output }}" } });
    const start = async (text: string): Promise<string> => {
      const input = { text: text.repeat(LARGE) };
      const request = { definition, input, requestId: crypto.randomUUID(), runId, ifExists: "use" } as const;
      return (await engine.start(request)).runId;
    };
    const runId = `same-${crypto.randomUUID()}`;
    for (const text of ["a", "b"]) expect(await start(text)).toBe(runId);
    gate.open();
    expect(await awaitEnd(engine, runId)).toMatchObject({ status: "completed", output: { read: "a" } });
  });

  it("is what the recorded attempt gave, though one before it, cut off from the server, ends later", async () => {
    const [hold, cutOff, begun] = [createGate(), createGate(), createGate()];
    const redis = await createPrivateRedis();
    let kept = 0;
    const store: TaskStore = {
      ...bindStore(redis.store),
      storeMany: async (entries, options) => {
        await redis.store.storeMany(entries, options);
        kept += 1;
      },
    };
    const { engine, setting } = await createSubject(createTextHandlers(hold), {
      store,
      wrapAdvance: (advance) => async (request, host) => {
        const answer = await advance(request, host);
        if (request.path === "root/make" && host.attempt === 1) {
          begun.open();
          await cutOff.opened;
        }
        return answer;
      },
    });
    const tasks = sequence(
      { id: "make", action: "text", with: "ba", retry: { initial_interval: 1 } },
      { id: "hold", action: "hold" },
      letter("last", "tasks.make.output"),
    );
    const definition = compile({ ...tasks, outputs: { read: "{{ tasks.last.output }}" } });
    const { runId } = await engine.start({ definition, input: {}, requestId: crypto.randomUUID() });
    await begun.opened;
    // The server's word on the attempt, as after a time-out: the worker goes on with it.
    await setting.client.activity.fail({ workflowId: runId, activityId: "1" }, new Error("no sign of life"));
    await expect.poll(() => kept, { timeout: 20_000 }).toBe(1);
    cutOff.open();
    await expect.poll(() => kept, { timeout: 20_000 }).toBe(2);
    hold.open();
    expect(await awaitEnd(engine, runId)).toMatchObject({ status: "completed", output: { read: "a" } });
  });

  it("that the store has lost is missed by one call, and there for all further ones", async () => {
    const gate = createGate();
    const { engine, redis, countMisses } = await createSubject(createTextHandlers(gate));
    const reads = [1, 2, 3].map((n) => letter(`read${n}`, "tasks.make.output + workflow.input.text"));
    const tasks = sequence({ id: "make", action: "text", with: "a" }, { id: "hold", action: "hold" }, ...reads);
    const input = { text: "b".repeat(LARGE) };
    const { runId } = await engine.start({ definition: compile(tasks), input, requestId: crypto.randomUUID() });
    await expect.poll(async () => (await engine.get(runId)).tasks.length, { timeout: 20_000 }).toBe(2);
    await redis.evict();
    gate.open();
    expect(await awaitEnd(engine, runId)).toMatchObject({ status: "completed", output: { read3: "a" } });
    expect(countMisses()).toBe(1);
  });

  it("is not missed by a run that repeats another from a task on", async () => {
    const gate = createGate();
    gate.open();
    const { engine, countMisses } = await createSubject(createTextHandlers(gate));
    const reads = [1, 2].map((n) => letter(`read${n}`, "tasks.make.output"));
    const definition = compile(sequence({ id: "make", action: "text", with: "a" }, ...reads));
    const { runId } = await engine.start({ definition, input: {}, requestId: crypto.randomUUID() });
    await awaitEnd(engine, runId);
    const again = await engine.retry(runId, { from: "root/read1", requestId: crypto.randomUUID() });
    expect(await awaitEnd(engine, again.runId)).toMatchObject({ status: "completed", output: { read2: "a" } });
    expect(countMisses()).toBe(0);
  });
});

function bindStore(store: TaskStore): Omit<TaskStore, "storeMany"> {
  return {
    store: async (...args) => store.store(...args),
    load: async (key) => store.load(key),
    loadMany: async (keys) => store.loadMany(keys),
    delete: async (key) => store.delete(key),
    exists: async (key) => store.exists(key),
    close: async () => store.close(),
  };
}
