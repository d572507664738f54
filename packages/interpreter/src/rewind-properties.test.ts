import { isTerminalStatus, type EventBatch, type RunState, type TaskPath, type TaskRecord } from "@taskloom/interfaces";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRunState } from "./create-run-state.js";
import { checkEnd, checkOutstanding } from "./invariants.fixture.js";
import { anyPrograms, programsWithoutWaits, type CompiledProgram } from "./program.fixture.js";
import { reduce } from "./reduce.js";
import { rewind } from "./rewind.js";
import { Session, type ActionKind } from "./session.fixture.js";
import { RUN_START } from "./test-run.fixture.js";

const RUNS = process.env["TASKLOOM_TEST_LONG"] === undefined ? 100 : 5_000;
const AT = 1_000_000;

const choices = fc.array(fc.nat({ max: 100_000 }), { maxLength: 60 });
const pick = fc.nat({ max: 100 });

function play(program: CompiledProgram, numbers: readonly number[], kinds: readonly ActionKind[]): Session {
  const session = new Session(program).start();
  for (const choice of numbers) session.act(kinds, choice);
  session.drain();
  return session;
}

/** Folds what a new run begins with; undefined for an execution that ended in the event that began it. */
function rewindTo(session: Session, path: TaskPath): RunState | undefined {
  const batches = rewind(session.index, RUN_START, batchesOf(session), path, AT);
  if (batches === undefined) return undefined;
  const state = createRunState(RUN_START);
  for (const { at, events } of batches) {
    for (const event of events) reduce(session.index, state, event, at);
  }
  return state;
}

function batchesOf(session: Session): EventBatch[] {
  return session.recorded.map(({ at, event }) => ({ at, events: [event] }));
}

/** One of the paths that the session has executed. */
function choosePath(session: Session, number: number): TaskPath {
  const paths = [...session.statuses.keys()];
  return paths[number % paths.length] ?? "root";
}

/** The state as it was when the path was created, and the signals that arrived later. */
function findCreation(session: Session, path: TaskPath): { state: RunState; at: number | undefined; later: string[] } {
  const state = createRunState(RUN_START);
  const position = session.recorded.findIndex(
    ({ event, at }) => reduce(session.index, state, event, at).state.tasks[path],
  );
  const later = session.recorded
    .slice(position + 1)
    .flatMap(({ event }) => (event.kind === "signal_received" ? [event.signal.id] : []));
  return { state, at: session.recorded[position]?.at, later };
}

/** What the new run knows of an execution that was open: its attempts and their times are forgotten. */
function withoutAttempts(before: TaskRecord, by: number): object {
  const { memo: _, startedAt, ...record } = before;
  const call = record.call === undefined ? {} : { call: { ...record.call, attempt: Math.min(record.call.attempt, 1) } };
  if (record.frame !== undefined)
    return { ...record, ...call, ...(startedAt !== undefined && { startedAt: startedAt + by }) };
  return { ...record, ...call, attempt: 0, status: record.status === "running" ? "pending" : record.status };
}

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

describe("a run that is repeated from any of its executions on", () => {
  it("is as the other was when that execution was created, but for attempts and times", () => {
    fc.assert(
      fc.property(programsWithoutWaits, choices, pick, (program, numbers, number) => {
        const session = play(program, numbers, ["answer", "answer", "answer", "start", "fire", "repeat", "late"]);
        const path = choosePath(session, number);
        const before = findCreation(session, path);
        const state = rewindTo(session, path);
        const by = AT - Number(before.at);
        const records = Object.values(before.state.tasks).map((record) => {
          return [record.path, isTerminalStatus(record.status) ? record : withoutAttempts(record, by)];
        });
        const timers = Object.entries(before.state.timers).map(([id, timer]) => [id, { ...timer, at: timer.at + by }]);
        const { caught, created, inFlight, hungry, input } = before.state;
        expect(copy(state ?? {})).toMatchObject(copy({ created, inFlight, hungry, input, ...(caught && { caught }) }));
        expect(copy(state?.tasks ?? {})).toStrictEqual(copy(Object.fromEntries(records)));
        expect(state?.timers).toStrictEqual(Object.fromEntries(timers));
      }),
      { numRuns: RUNS },
    );
  });

  it("has the containers on the way to it open, keeps the signals that the other had still to take, and ends", () => {
    fc.assert(
      fc.property(anyPrograms, choices, pick, (program, numbers, number) => {
        const kinds: ActionKind[] = [
          "answer",
          "answer",
          "answer",
          "start",
          "fire",
          "signal",
          "signal",
          "pause",
          "resume",
        ];
        const session = play(program, numbers, kinds);
        const path = choosePath(session, number);
        const { state: before, at, later } = findCreation(session, path);
        const state = rewindTo(session, path);
        expect(state !== undefined).toBe(at !== undefined);
        if (state === undefined) return;
        // A run whose time passed in a pause ends with the pause, and keeps no signal that comes after its end.
        const isOver = isTerminalStatus(state.status);
        expect(isOver && !before.dueTimers.includes("timeout:root")).toBe(false);
        expect(state.signals.ids).toStrictEqual([...new Set([...before.signals.ids, ...(isOver ? [] : later)])]);
        expect(state.status).not.toBe("paused");
        if (later.length === 0 && before.status === "running") checkWay(state, path);
        const again = new Session(program, checkOutstanding, state).takeUp();
        again.drain();
        checkEnd(again);
      }),
      { numRuns: RUNS },
    );
  });
});

function checkWay(state: RunState, path: TaskPath): void {
  for (let at: TaskPath | null = path; at !== null; at = state.tasks[at]?.parent ?? null) {
    expect(state.tasks[at]?.status).not.toSatisfy(isTerminalStatus);
  }
}
