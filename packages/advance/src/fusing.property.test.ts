import fc from "fast-check";
import { expect, it } from "vitest";
import type { AdvanceLimits, CompiledDefinition, HandlerContext, JsonObject, JsonValue } from "@taskloom/interfaces";
import { randomDefinition, writeDefinition } from "./random-definition.fixture.js";
import { TestRun } from "./test-run.fixture.js";
import { TestWorld } from "./test-world.fixture.js";

const numRuns = process.env["TASKLOOM_TEST_LONG"] === "1" ? 3_000 : 60;

/** Fails in its first attempts, as its input says. Those that run at once end in another order than they began. */
async function work(input: JsonValue, { attempt, taskPath }: HandlerContext): Promise<JsonValue> {
  const { fails, value, seen } = input as JsonObject;
  for (let turns = (taskPath.length * 7) % 5; turns > 0; turns -= 1) await Promise.resolve();
  if (attempt <= Number(fails ?? 0)) throw new Error(`attempt ${attempt}`);
  return { value: value ?? null, seen: seen ?? null, attempt };
}

async function runToEnd(definition: CompiledDefinition, limits: Partial<AdvanceLimits>): Promise<unknown> {
  const world = new TestWorld({ handlers: { work } });
  const run = await new TestRun(world, definition, { limits, isStoreFresh: true }).toEnd();
  expect(run.dropped).toBe(0);
  return describeEnd(run);
}

/** What a run came to, without times and without what depends on the number of calls. */
function describeEnd(run: TestRun): unknown {
  const { status, output, error } = run.state;
  const tasks = Object.values(run.tasks).map(
    ({ path, id, status: ended, attempt, output: gave, error: why, input }) => {
      return [path, { id, ended, attempt, gave, why, input }] as const;
    },
  );
  const sent = [...new Set(run.world.sent.map(({ id }) => id))].toSorted();
  return withoutOrder({ status, output, error, tasks: Object.fromEntries(tasks), sent });
}

/** Failed children are listed in the order in which they failed, which nothing promises. */
function withoutOrder(result: unknown): unknown {
  return JSON.parse(JSON.stringify(result), (key, value: unknown) => {
    if (key === "message" && typeof value === "string") return value.replace(/children failed: .*/, "children failed");
    return key === "children" && Array.isArray(value) ? value.map((child) => JSON.stringify(child)).toSorted() : value;
  });
}

it("`fuse: false` makes every step a call of its own, with the same results; so does a relaxed unit", async () => {
  await fc.assert(
    fc.asyncProperty(randomDefinition, async (random) => {
      const strict = writeDefinition(random, "strict");
      const unfused = await runToEnd(strict, { fuse: false });
      expect(await runToEnd(strict, { fuse: true })).toStrictEqual(unfused);
      const relaxed = writeDefinition(random, "relaxed");
      expect(await runToEnd(relaxed, { fuse: true })).toStrictEqual(unfused);
      expect(await runToEnd(relaxed, { fuse: false })).toStrictEqual(unfused);
    }),
    { numRuns },
  );
});

/** Runs to the end; before some of the answers are folded, the run is paused, and resumed after that. */
async function runWithPauses(definition: CompiledDefinition, pauses: readonly boolean[]): Promise<TestRun> {
  const run = new TestRun(new TestWorld({ handlers: { work } }), definition);
  for (const [turn, pause] of pauses.entries()) {
    if (run.calls.length === 0 || run.state.endedAt !== undefined) break;
    if (pause) await run.stepLate(`${turn}`);
    else await run.step();
  }
  return run.toEnd();
}

it("stale answers, which meet a run that was paused and resumed, lead to the same results", async () => {
  let dropped = 0;
  await fc.assert(
    fc.asyncProperty(randomDefinition, fc.array(fc.boolean(), { maxLength: 40 }), async (random, pauses) => {
      const unfused = await runToEnd(writeDefinition(random, "strict"), { fuse: false });
      for (const durability of ["strict", "relaxed"] as const) {
        const run = await runWithPauses(writeDefinition(random, durability), pauses);
        expect(describeEnd(run)).toStrictEqual(unfused);
        dropped += run.dropped;
      }
    }),
    { numRuns },
  );
  expect(dropped).toBeGreaterThan(numRuns / 4);
});
