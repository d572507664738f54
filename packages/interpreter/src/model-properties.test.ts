import { isTerminalStatus } from "@taskloom/interfaces";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Model } from "./model.fixture.js";
import { programsWithoutWaits } from "./program.fixture.js";
import { Session, type ActionKind } from "./session.fixture.js";

const RUNS = process.env["TASKLOOM_TEST_LONG"] === undefined ? 100 : 5_000;

const KINDS: readonly ActionKind[] = [
  ...Array.from<ActionKind>({ length: 12 }).fill("answer"),
  ...(["start", "fire", "fire", "fire", "repeat", "late", "pause", "resume"] as const),
];

const choices = fc.array(fc.nat({ max: 100_000 }), { maxLength: 60 });
const endings = fc.constantFrom<(ActionKind | undefined)[]>(undefined, undefined, undefined, "cancel");

function compare(session: Session, model: Model): void {
  const { event } = session.recorded.at(-1) ?? {};
  if (event !== undefined && event.kind !== "run_started") model.fold(event);
  expect([...session.calls.keys()].toSorted()).toStrictEqual(model.calls.toSorted());
  expect([...session.timers.keys()].toSorted()).toStrictEqual(model.timers.toSorted());
  const ends = [...session.statuses].filter(([, status]) => isTerminalStatus(status));
  expect(Object.fromEntries(ends)).toStrictEqual(model.ends);
  expect(session.state.endedAt === undefined ? undefined : session.state.status).toBe(model.end);
}

describe("a run and a model of it that is looked at as a whole after each event", () => {
  it("have the same calls and timers under way, the same ends of tasks and the same end and output of the run", () => {
    fc.assert(
      fc.property(programsWithoutWaits, choices, endings, (program, numbers, end) => {
        const model = new Model(program);
        const session = new Session(program, (so) => compare(so, model)).start();
        for (const choice of numbers) {
          const isPaused = session.state.status === "paused";
          session.act(isPaused ? KINDS.filter((kind) => kind !== "fire") : KINDS, choice);
        }
        if (end !== undefined) session.act([end], 0);
        session.drain();
        const { output } = session.state;
        expect(output === undefined || "blob" in output ? undefined : output.value).toStrictEqual(model.output);
      }),
      { numRuns: RUNS },
    );
  });
});
