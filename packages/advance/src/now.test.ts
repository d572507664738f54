import { describe, expect, it } from "vitest";
import type { JsonValue } from "@taskloom/interfaces";
import { ScriptClock } from "./script-clock.fixture.js";
import { TestRun } from "./test-run.fixture.js";
import { compile, TestWorld } from "./test-world.fixture.js";

const NOW = "{{ now() }}";
const SUM = { id: "sum", type: "aggregate", outputs: { at: NOW } };

/** A run whose handler `work` keeps the process busy for a while, and in which time stands otherwise. */
function start(tasks: readonly object[], fuse = true): { readonly run: TestRun; readonly start: number } {
  const clock = new ScriptClock();
  const work = (input: JsonValue): JsonValue => {
    clock.jump(700);
    return input;
  };
  const run = new TestRun(new TestWorld({ clock, handlers: { work } }), compile({ tasks }), { limits: { fuse } });
  return { run, start: clock.now() };
}

/** How expressions show a time. */
function textOf(at: number): string {
  return new Date(at).toISOString();
}

describe("`now` in a step", () => {
  it.each([true, false])(
    "is the time in the event that led to it: the end of the step before (fused: %s)",
    async (fuse) => {
      const work = { id: "work", action: "work", with: { at: NOW }, on_success: { next: "sum" } };
      const { run, start: begun } = start([work, SUM], fuse);
      await run.toEnd();
      expect(run.output).toStrictEqual({ work: { at: textOf(begun) }, sum: { at: textOf(begun + 700) } });
    },
  );

  it("is equal in every attempt, and never the machine's clock", async () => {
    const seen: JsonValue[] = [];
    const clock = new ScriptClock();
    const work = (input: JsonValue): void => {
      seen.push(input);
      clock.jump(700);
      if (seen.length < 3) throw new Error("again");
    };
    const definition = compile({ tasks: [{ id: "work", action: "work", with: NOW, outputs: { at: NOW } }] });
    const run = new TestRun(new TestWorld({ clock, handlers: { work } }), definition);
    const begun = textOf(clock.now());
    clock.jump(5_000);
    await run.toEnd();
    expect(seen).toStrictEqual([begun, begun, begun]);
    expect(run.output).toStrictEqual({ work: { at: begun } });
  });

  it("is, after a delay, the time at which that ended", async () => {
    const { run, start: begun } = start([{ ...SUM, delay: 400 }]);
    await run.toEnd();
    expect(run.output).toStrictEqual({ sum: { at: textOf(begun + 400) } });
  });

  it("is, in the `outputs` of a container, the end of its last child", async () => {
    const children = [{ id: "work", action: "work" }];
    const { run, start: begun } = start([{ id: "steps", type: "composite", tasks: children, outputs: { at: NOW } }]);
    await run.toEnd();
    expect(run.output).toStrictEqual({ steps: { at: textOf(begun + 700) } });
  });

  it("is, in the run's `outputs`, the end of its last task", async () => {
    const clock = new ScriptClock();
    const handlers = { work: () => clock.jump(700) };
    const definition = compile({ tasks: [{ id: "work", action: "work" }], outputs: { at: NOW } });
    const begun = clock.now();
    const run = await new TestRun(new TestWorld({ clock, handlers }), definition).toEnd();
    expect(run.output).toStrictEqual({ at: textOf(begun + 700) });
  });
});
