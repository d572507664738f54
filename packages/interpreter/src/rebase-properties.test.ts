import { isTerminalStatus, type Plan, type RunState, type StepId } from "@taskloom/interfaces";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkEnd } from "./invariants.fixture.js";
import { indexPlan } from "./plan-index.js";
import { anyPrograms, type CompiledProgram } from "./program.fixture.js";
import { rebase } from "./rebase.js";
import { reduce } from "./reduce.js";
import { Session, type ActionKind } from "./session.fixture.js";

const RUNS = process.env["TASKLOOM_TEST_LONG"] === undefined ? 100 : 5_000;

const KINDS: readonly ActionKind[] = ["answer", "answer", "answer", "answer", "fire", "signal", "pause", "resume"];

const choices = fc.array(fc.nat({ max: 100_000 }), { maxLength: 20 });

function play(program: CompiledProgram, numbers: readonly number[]): Session {
  const session = new Session(program).start();
  for (const choice of numbers) session.act(KINDS, choice);
  return session;
}

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** The plan without a top-level task and all inside it. */
function without(plan: Plan, removed: StepId): Plan {
  const isGone = (id: StepId | undefined): boolean =>
    id !== undefined && (id === removed || isGone(plan.steps[id]?.parent));
  const kept = Object.entries(plan.steps).filter(([id]) => !isGone(id));
  const steps = kept.map(([id, { next, onError, ...step }]) => {
    return [id, { ...step, ...(!isGone(next) && { next }), ...(!isGone(onError) && { onError }) }];
  });
  return { ...plan, steps: copy(Object.fromEntries(steps)) as Plan["steps"] };
}

function listOpen(state: RunState): StepId[] {
  return Object.values(state.tasks).flatMap(({ step, status }) => (isTerminalStatus(status) ? [] : [step]));
}

describe("a run that is moved to an edited definition at any time", () => {
  it("goes on as before when nothing that concerns it was edited, and the given state is not changed", () => {
    fc.assert(
      fc.property(anyPrograms, choices, (program, numbers) => {
        const session = play(program, numbers);
        const before = copy(session.state);
        const plan = {
          ...program.plan,
          steps: { ...program.plan.steps, more: { type: "work", effects: "none" } },
        } as const;
        const rebased = rebase(session.index, indexPlan(plan), session.state, "new");
        expect(rebased).toStrictEqual({ state: { ...before, hash: "new" } });
        if (!("state" in rebased)) return;
        const seen = session.recorded.length;
        session.drain();
        for (const { event, at, commands } of session.recorded.slice(seen)) {
          expect(reduce(indexPlan(plan), rebased.state, event, at).commands).toStrictEqual(commands);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("cannot go on without a task that is open; without another it comes to its end", () => {
    fc.assert(
      fc.property(anyPrograms, choices, fc.nat({ max: 10 }), (program, numbers, number) => {
        const session = play(program, numbers);
        const top = Object.keys(program.plan.steps).filter((id) => program.plan.steps[id]?.parent === undefined);
        const removed = top.slice(1)[number % top.length];
        if (removed === undefined || session.hasEnded) return;
        const plan = without(program.plan, removed);
        const rebased = rebase(session.index, indexPlan(plan), session.state, "new");
        expect("reasons" in rebased).toBe(listOpen(session.state).includes(removed));
        if (!("state" in rebased)) return;
        const further = new Session({ ...program, plan }, undefined, rebased.state).takeUp();
        further.drain();
        checkEnd(further);
      }),
      { numRuns: RUNS },
    );
  });
});
