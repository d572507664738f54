import type { RunState } from "@taskloom/interfaces";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRunState } from "./create-run-state.js";
import { FusedSession } from "./fused-session.fixture.js";
import { checkCommands, checkContainers, checkEnd, checkOutstanding } from "./invariants.fixture.js";
import { anyPrograms, type CompiledProgram } from "./program.fixture.js";
import { reduce } from "./reduce.js";
import { answer } from "./script.fixture.js";
import type { ActionKind, Recorded, Session } from "./session.fixture.js";
import { RUN_START } from "./test-run.fixture.js";

const RUNS = process.env["TASKLOOM_TEST_LONG"] === undefined ? 100 : 5_000;

const KINDS: readonly ActionKind[] = [
  ...Array.from<ActionKind>({ length: 12 }).fill("answer"),
  ...(["start", "fire", "fire", "fire", "signal", "signal", "signal", "repeat", "late", "late"] as const),
  ...(["pause", "resume", "resume", "outside"] as const),
];

const choices = fc.array(fc.nat({ max: 100_000 }), { maxLength: 60 });
const endings = fc.constantFrom<(ActionKind | undefined)[]>(undefined, undefined, undefined, "cancel", "terminate");

function play(
  program: CompiledProgram,
  numbers: readonly number[],
  end: ActionKind | undefined,
  check?: (session: Session) => void,
): FusedSession {
  const session = new FusedSession(program, check).start();
  for (const choice of numbers) session.act(KINDS, choice);
  if (end !== undefined) session.act([end], 0);
  session.drain();
  return session;
}

/** What a call that makes one step only would have brought from the whole state, where the event is what a call brought. */
function answerAlone(program: CompiledProgram, state: RunState, { event }: Recorded): object {
  if (!("call" in event) || event.kind === "attempt_started" || event.kind === "attempt_memo") return event;
  const { call } = state.tasks[event.path] ?? {};
  if (call === undefined || call.held === true || call.number !== event.call) return event;
  const command = {
    kind: "advance",
    path: event.path,
    call: call.number,
    ask: call.ask,
    attempt: call.attempt,
  } as const;
  const alone = answer(program, { call: command, view: state, at: 0 });
  return { ...alone, ...("basis" in event && { basis: event.basis }), ...timesOf(event) };
}

function timesOf(event: object): object {
  return Object.fromEntries(Object.entries(event).filter(([key]) => key === "startedAt" || key === "endedAt"));
}

describe("calls that do as much as they can, under any interleaving of control events and stale answers", () => {
  it("what counts of their proposals is what calls of one step each would have brought, one after the other", () => {
    fc.assert(
      fc.property(anyPrograms, choices, endings, (program, numbers, end) => {
        const session = play(program, numbers, end);
        const state = createRunState(RUN_START);
        for (const recorded of session.recorded) {
          expect(recorded.event).toStrictEqual(answerAlone(program, state, recorded));
          reduce(session.index, state, recorded.event, recorded.at);
        }
        expect(state).toStrictEqual(session.state);
      }),
      { numRuns: RUNS },
    );
  });

  it("every run ends, each task that started has ended exactly once", () => {
    fc.assert(
      fc.property(anyPrograms, choices, endings, (program, numbers, end) => checkEnd(play(program, numbers, end))),
      { numRuns: RUNS },
    );
  });

  it("what is under way in the state is what is under way by the commands so far", () => {
    fc.assert(
      fc.property(anyPrograms, choices, endings, (program, numbers, end) => {
        const begun = { calls: new Set<string>(), timers: new Set<string>() };
        play(program, numbers, end, (session) => {
          checkOutstanding(session);
          checkCommands(session, begun);
          checkContainers(session);
        });
      }),
      { numRuns: RUNS },
    );
  });

  it("a call that nothing has overtaken is dropped in no part", () => {
    fc.assert(
      fc.property(anyPrograms, fc.array(fc.nat({ max: 100_000 }), { maxLength: 60 }), (program, numbers) => {
        const session = new FusedSession(program).start();
        for (const choice of numbers) session.act(["answer", "answer", "signal"], choice);
        expect(session.dropped).toBe(0);
      }),
      { numRuns: RUNS },
    );
  });
});
