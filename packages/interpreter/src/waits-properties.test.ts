import type { WaitDirective } from "@taskloom/interfaces";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { childrenOf, createPlan, deciding, listChildren, waitFor } from "./plan.fixture.js";
import { TestRun } from "./test-run.fixture.js";
import { findWait } from "./wait-frame.js";
import { WaitsModel } from "./waits-model.fixture.js";

const RUNS = process.env["TASKLOOM_TEST_LONG"] === undefined ? 200 : 10_000;
const COUNT = 5;

const ids = Array.from({ length: COUNT }, (_, index) => `w${index}`);
const steps = Object.fromEntries(ids.map((id) => [id, { parent: "p", effects: "wait" } as const]));
const plan = createPlan({ p: deciding, ...steps, last: { parent: "p" } }, { signals: ["go", "stop"] });

const name = fc.constantFrom("go", "go", "stop");
const correlationId = fc.constantFrom(undefined, "A", "B");
const wait = fc.nat({ max: COUNT - 1 });

const action = fc.oneof(
  fc.record({
    kind: fc.constant("open"),
    wait,
    name,
    correlationId,
    ask: fc.constantFrom<WaitDirective["ask"][]>("never", "at_end", "each_signal", "each_signal"),
  }),
  fc.record({ kind: fc.constant("arrive"), name, correlationId }),
  fc.record({ kind: fc.constant("judge"), wait, verdict: fc.constantFrom("taken", "left", "dropped") }),
  fc.record({ kind: fc.constant("time_out"), wait }),
  fc.record({ kind: fc.constantFrom("pause", "resume") }),
);

type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** Does the same to the run and to the model. */
function perform(run: TestRun, model: WaitsModel, action: Action, number: number): void {
  const path = "wait" in action ? `root/p/w${action.wait}` : "";
  const { call, frame } = run.state.tasks[path] ?? {};
  if (action.kind === "open" && frame === undefined && call !== undefined) {
    const { name: signal, correlationId: correlation, ask } = action;
    const awaited = { signal, ...(correlation !== undefined && { correlationId: correlation }) };
    run.wait(path, waitFor(signal, { for: awaited, ask, timeoutMs: 1_000 }));
    model.open({ path, name: signal, correlationId: correlation, judges: ask === "each_signal" });
  }
  if (action.kind === "arrive") {
    const id = `s${number}`;
    const { correlationId: correlation } = action;
    run.signal(action.name, { id, ...(correlation !== undefined && { correlationId: correlation }) });
    model.arrive({ id, name: action.name, correlationId: correlation });
  }
  if (action.kind === "judge" && run.calls.get(path)?.ask.kind === "signal") {
    if (action.verdict === "taken") run.complete(path, null);
    else run.judge(path, findWait(frame)?.examining?.id ?? "", action.verdict);
    model.judge(path, action.verdict);
  }
  if (action.kind === "time_out" && run.timers.has(`timeout:${path}`) && run.state.status !== "paused") {
    run.fire(`timeout:${path}`);
    model.timeOut(path);
  }
  if (action.kind === "pause" || action.kind === "resume") {
    run[action.kind]();
    model.pause(action.kind === "pause");
  }
}

function listTaken(run: TestRun): string[] {
  return run.changes.flatMap((change) =>
    change.kind === "signal" && change.verdict === "taken" ? [`${change.path} ${change.signal}`] : [],
  );
}

function listHands(run: TestRun): Record<string, string> {
  const judging = Object.values(run.state.tasks).flatMap(({ path, frame }) => {
    const open = findWait(frame);
    return open?.directive.ask === "each_signal" && open.examining !== undefined ? [[path, open.examining.id]] : [];
  });
  return Object.fromEntries(judging) as Record<string, string>;
}

describe("signals and waits, whatever their order", () => {
  it("each signal goes to the wait that a reading of the rules gives it to", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren(...ids, "last")));
        const model = new WaitsModel();
        for (const [number, one] of actions.entries()) {
          perform(run, model, one, number);
          // Signals of different names have no order among themselves.
          expect(listTaken(run).toSorted()).toStrictEqual(model.taken.toSorted());
          expect(run.state.signals.kept.map(({ id }) => id)).toStrictEqual(model.kept.map(({ id }) => id));
          const hands = model.waits.flatMap(({ path, hand }) => (hand === undefined ? [] : [[path, hand]]));
          expect(listHands(run)).toStrictEqual(Object.fromEntries(hands));
        }
      }),
      { numRuns: RUNS },
    );
  });
});
