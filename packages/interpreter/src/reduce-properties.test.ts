import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRunState } from "./create-run-state.js";
import { checkCommands, checkContainers, checkEnd, checkOutstanding } from "./invariants.fixture.js";
import { anyPrograms, type CompiledProgram } from "./program.fixture.js";
import { reduce } from "./reduce.js";
import { Session, type ActionKind } from "./session.fixture.js";
import { RUN_START } from "./test-run.fixture.js";
import type { RunEvent, RunState } from "@taskloom/interfaces";

const RUNS = process.env["TASKLOOM_TEST_LONG"] === undefined ? 100 : 5_000;

const KINDS: readonly ActionKind[] = [
  ...Array.from<ActionKind>({ length: 12 }).fill("answer"),
  ...(["start", "start", "fire", "fire", "fire", "signal", "signal", "signal", "repeat", "late"] as const),
  ...(["pause", "resume", "resume", "outside"] as const),
];

const choices = fc.array(fc.nat({ max: 100_000 }), { maxLength: 60 });
const ending = fc.constantFrom<(ActionKind | undefined)[]>(undefined, undefined, undefined, "cancel", "terminate");

function play(
  program: CompiledProgram,
  numbers: readonly number[],
  end: ActionKind | undefined,
  check?: (session: Session) => void,
): Session {
  const session = new Session(program, check).start();
  for (const choice of numbers) session.act(KINDS, choice);
  if (end !== undefined) session.act([end], 0);
  session.drain();
  return session;
}

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
}

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

describe("whatever happens to a run, in whatever order", () => {
  it("every run ends when all its calls are answered, and each task that started has ended exactly once", () => {
    fc.assert(
      fc.property(anyPrograms, choices, ending, (program, numbers, end) => checkEnd(play(program, numbers, end))),
      { numRuns: RUNS },
    );
  });

  it("no command is for a task that has ended, and only what is under way is stopped", () => {
    fc.assert(
      fc.property(anyPrograms, choices, ending, (program, numbers, end) => {
        const begun = { calls: new Set<string>(), timers: new Set<string>() };
        play(program, numbers, end, (session) => checkCommands(session, begun));
      }),
      { numRuns: RUNS },
    );
  });

  it("what is under way in the restored state is what is under way by the commands so far", () => {
    fc.assert(
      fc.property(
        anyPrograms,
        choices,
        ending,
        (program, numbers, end) => void play(program, numbers, end, checkOutstanding),
      ),
      {
        numRuns: RUNS,
      },
    );
  });

  it("the counts, the marks and the open children of each container agree", () => {
    fc.assert(
      fc.property(
        anyPrograms,
        choices,
        ending,
        (program, numbers, end) => void play(program, numbers, end, checkContainers),
      ),
      {
        numRuns: RUNS,
      },
    );
  });

  it("the same events give the same commands, also when the state is written down and restored after each", () => {
    fc.assert(
      fc.property(anyPrograms, choices, ending, (program, numbers, end) => {
        const session = play(program, numbers, end);
        let state = createRunState(RUN_START);
        for (const { event, at, commands } of session.recorded) {
          state = copy(state);
          expect(copy(reduce(session.index, state, copy(event), at).commands)).toStrictEqual(copy(commands));
        }
        expect(copy(state)).toStrictEqual(copy(session.state));
      }),
      { numRuns: RUNS },
    );
  });

  it("folding changes the state and nothing else: events and plan stay as they are, and no two states share what changes", () => {
    fc.assert(
      fc.property(anyPrograms, choices, ending, (program, numbers, end) => {
        const session = play(program, numbers, end);
        freeze(program.plan);
        const [one, other]: RunState[] = [createRunState(freeze(RUN_START)), createRunState(RUN_START)];
        for (const { event, at } of session.recorded) {
          const frozen: RunEvent = freeze(event);
          reduce(session.index, one as RunState, frozen, at);
          const before = JSON.stringify(one);
          reduce(session.index, other as RunState, frozen, at);
          expect(JSON.stringify(one)).toBe(before);
          expect(JSON.stringify(other)).toBe(before);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
