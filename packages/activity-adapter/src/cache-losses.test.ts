import { setImmediate as yieldToOthers } from "node:timers/promises";
import type { Handlers, JsonObject, JsonValue } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../scripts/temporal/server-address.fixture.js";
import { compile, openTestEngine, runToEnd, type TestEngine } from "./engine.fixture.js";
import { createHandlers } from "./handlers.fixture.js";
import { createPrivateRedis, type PrivateRedis } from "./redis.fixture.js";
import { sequence } from "./sequence.fixture.js";

/** An engine whose cache is in a Redis, and how many calls that made impossible. */
interface Subject extends TestEngine {
  readonly countMisses: () => number;
}

async function createSubject({ store, blobs, log }: PrivateRedis, handlers: Handlers): Promise<Subject> {
  let misses = 0;
  const onStoreMiss = (): void => void (misses += 1);
  const made = await openTestEngine(handlers, { store, blobs, log, onStoreMiss, runOptions: { sharedStore: true } });
  return { ...made, countMisses: () => misses };
}

const ITEMS = 200;

/** So many items that their specifications are in the store. */
const collection = compile({
  tasks: [{ id: "c", type: "collection", items: `1..${ITEMS}`, task: { action: "double", with: "{{ item }}" } }],
});

const doubled = Array.from({ length: ITEMS }, (_, index) => 2 * (index + 1));

const KB = 1024;
const SIZES = [20 * KB, 60 * KB, 100 * KB, 150 * KB];

/** Tasks with large outputs, each of which reads the run's large input and all outputs before it. */
function createLargeSequence(between: readonly JsonObject[] = []): ReturnType<typeof compile> {
  const sizeOf = (count: number): string =>
    ["workflow.input.text", ...SIZES.slice(0, count).map((_, index) => `tasks.t${index}.output`)]
      .map((value) => `size(${value})`)
      .join(" + ");
  const grow = SIZES.map((length, index) => ({
    id: `t${index}`,
    action: "grow",
    with: { length, before: `{{ ${sizeOf(index)} }}` },
  }));
  const last = { id: "last", action: "double", with: `{{ ${sizeOf(SIZES.length)} }}` };
  return compile({ ...sequence(...grow, ...between, last), outputs: { last: "{{ tasks.last.output }}" } });
}

const INPUT = { text: "x".repeat(90 * KB) };
const total = [90 * KB, ...SIZES].reduce((sum, size) => sum + size, 0);

/** `double`, and `grow`, which gives a text of a length; before each, `lose` is done. */
function createLosingHandlers(lose: () => Promise<void>): Handlers {
  return createHandlers({
    double: async (input) => {
      await lose();
      return 2 * Number(input);
    },
    grow: async (input) => {
      await lose();
      return "x".repeat(readLength(input));
    },
  });
}

function readLength(input: JsonValue): number {
  return (input as { readonly length: number }).length;
}

const LOSSES = ["evict", "flushAll"] as const;

describe.skipIf(isTemporalSkipped)(
  "a run whose store has lost its keys before each handler's end gives the right result",
  { timeout: 60_000 },
  () => {
    it.each(LOSSES)("with a collection in progress (%s)", async (loss) => {
      const redis = await createPrivateRedis();
      const { engine, countMisses } = await createSubject(redis, createLosingHandlers(redis[loss]));
      expect(await runToEnd(engine, collection)).toMatchObject({ status: "completed", output: { c: doubled } });
      expect(countMisses()).toBeGreaterThan(0);
    });

    it.each(LOSSES)("with large values that do not travel in its messages (%s)", async (loss) => {
      const redis = await createPrivateRedis();
      const { engine, countMisses } = await createSubject(redis, createLosingHandlers(redis[loss]));
      const document = await runToEnd(engine, createLargeSequence(), INPUT);
      expect(document).toMatchObject({ status: "completed", output: { last: 2 * total } });
      expect(document.tasks.map(({ attempts }) => attempts)).toStrictEqual([1, 1, 1, 1, 1]);
      expect(countMisses()).toBeGreaterThan(0);
    });
  },
);

describe.skipIf(isTemporalSkipped)("large values of runs with a shared store", () => {
  it("are in few of their messages, and no call misses them while the store has them", async () => {
    const redis = await createPrivateRedis();
    const { engine, setting, countMisses } = await createSubject(
      redis,
      createLosingHandlers(async () => yieldToOthers()),
    );
    const document = await runToEnd(engine, createLargeSequence(), INPUT);
    expect(document).toMatchObject({ status: "completed", output: { last: 2 * total } });
    expect(countMisses()).toBe(0);
    const { events } = await setting.client.workflow.getHandle(document.run_id).fetchHistory();
    const asked = (events ?? []).flatMap(
      (event) =>
        event.activityTaskScheduledEventAttributes?.input?.payloads?.map(({ data }) => data?.length ?? 0) ?? [],
    );
    expect(asked).toHaveLength(SIZES.length + 1);
    for (const bytes of asked) expect(bytes).toBeLessThan(80 * KB);
  });
});

describe.skipIf(isTemporalSkipped)(
  "a run that waits longer than the store keeps anything gives the right result",
  { timeout: 60_000 },
  () => {
    const pause = { id: "pause", type: "wait", duration: "1500ms" };

    it("with large values that do not travel in its messages", async () => {
      const redis = await createPrivateRedis({ ttlMs: 1_000 });
      const { engine, countMisses } = await createSubject(
        redis,
        createLosingHandlers(async () => yieldToOthers()),
      );
      const document = await runToEnd(engine, createLargeSequence([pause]), INPUT);
      expect(document).toMatchObject({ status: "completed", output: { last: 2 * total } });
      expect(countMisses()).toBeGreaterThan(0);
    });

    it("with a collection in progress", async () => {
      const redis = await createPrivateRedis({ ttlMs: 1_000 });
      const { engine, countMisses } = await createSubject(
        redis,
        createLosingHandlers(async () => yieldToOthers()),
      );
      const tasks = [pause, { id: "d", action: "double", with: "{{ item }}" }];
      const waiting = { id: "c", type: "collection", items: "1..150", max_concurrency: 50, tasks };
      const waited = doubled.slice(0, 150).map((d) => ({ pause: {}, d }));
      const document = await runToEnd(engine, compile({ tasks: [waiting] }));
      expect(document).toMatchObject({ status: "completed", output: { c: waited } });
      expect(countMisses()).toBeGreaterThan(0);
    });
  },
);
