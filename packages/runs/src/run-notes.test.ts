import type { RunEvent, RunState, TaskLogEntry } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { createRunFold } from "./folding/run-fold.js";
import { createRunNotes } from "./run-notes.js";
import { createBatches, definition, endOf, start } from "./sample-run.fixture.js";

interface NotedRun {
  readonly state: RunState;
  readonly lines: readonly TaskLogEntry[];
  readonly late: (event: RunEvent | undefined) => void;
  /** Folds an event with what is to be noted of it. */
  fold(event: RunEvent): void;
}

/** A run of which `a` has ended. */
function createNotedRun(): NotedRun {
  const lines: TaskLogEntry[] = [];
  const append = async (_run: string, entries: readonly TaskLogEntry[]): Promise<void> => void lines.push(...entries);
  const read = async function* (): AsyncGenerator<never> {};
  const notes = createRunNotes({ append, read }, () => 5, start.runId);
  const { state, fold } = createRunFold(definition, start);
  for (const batch of createBatches()) fold(batch);
  return {
    state,
    lines,
    late: notes.late,
    fold: (event) => fold({ at: 5, firstSeq: state.seq + 1, events: [event] }, notes.observe(state, event)),
  };
}

describe("a run's log says", () => {
  it("that a result came too late", () => {
    const { fold, lines } = createNotedRun();
    fold(endOf("root/a", { value: "second" }));
    expect(lines).toMatchObject([{ at: 5, level: "debug", path: "root/a", data: { preview: '"second"' } }]);
  });

  it("the same of what came after the run's end", () => {
    const { late, lines } = createNotedRun();
    late(endOf("root/b", { value: 1 }));
    late(undefined);
    expect(lines).toMatchObject([{ path: "root/b", data: { code: "ILLEGAL_TRANSITION" } }]);
  });

  it("that a signal was refused, and why", () => {
    const { fold, lines } = createNotedRun();
    fold({ kind: "signal_received", signal: { id: "s", name: "go", payload: null } });
    expect(lines).toMatchObject([
      { level: "warn", path: "root", data: { code: "SIGNAL_NOT_EXPECTED", signal: "s", name: "go" } },
    ]);
  });

  it("nothing of an attempt that stopped when it was told to, nor of what came in time", () => {
    const { fold, lines } = createNotedRun();
    const error = { code: "ATTEMPT_CANCELED", type: "ATTEMPT_CANCELED", message: "", details: null, task: "root/a" };
    fold({ kind: "attempt_failed", path: "root/a", call: 1, attempt: 1, error, retryable: false });
    fold(endOf("root/b", { value: 2 }));
    expect(lines).toEqual([]);
  });
});
