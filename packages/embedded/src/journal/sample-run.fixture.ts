import type { RunEvent, RunState, TaskLogEntry } from "@taskloom/interfaces";
import { createRunState } from "@taskloom/interpreter";
import type { JournalEntry, NewRun, Owner } from "./journal-store.js";

/** A run of the workflow `orders`, started at `startedAt`, with one event. */
export function newRun(runId: string, startedAt: number = 1_000, changes: Partial<NewRun> = {}): NewRun {
  return {
    start: { runId, workflow: "orders", hash: "hash", input: { value: { amount: 1 } }, labels: {} },
    batches: [{ at: startedAt, events: [{ kind: "run_started" }] }],
    signals: [],
    ...changes,
  };
}

/** The same, of another workflow or with labels. */
export function newRunOf(runId: string, start: Partial<NewRun["start"]>, startedAt: number = 1_000): NewRun {
  const run = newRun(runId, startedAt);
  return { ...run, start: { ...run.start, ...start } };
}

/** An entry with one event, `requestId` of which is `<run>:<seq>`. */
export function entryOf(run: string, firstSeq: number, changes: Partial<JournalEntry> = {}): JournalEntry {
  const batch = { at: firstSeq, events: [eventOf(run, firstSeq)] };
  return { run, epoch: 0, firstSeq, batch, status: "running", ...changes };
}

export function eventOf(run: string, seq: number): RunEvent {
  return { kind: "pause_requested", requestId: `${run}:${seq}` };
}

/** An entry that ends a run. */
export function endOf(run: string, firstSeq: number, at: number, changes: Partial<JournalEntry> = {}): JournalEntry {
  return entryOf(run, firstSeq, { status: "completed", ended: { status: "completed", at }, ...changes });
}

/** A line of a run's log. */
export function lineOf(changes: Partial<TaskLogEntry>): TaskLogEntry {
  return { at: 1, level: "info", path: "root/a", attempt: 1, message: "hello", ...changes };
}

/** Another process on another host. */
export function ownerOf(pid: number, leaseUntil: number = 10_000): Owner {
  return { host: "elsewhere", pid, processStart: `start-${pid}`, leaseUntil };
}

/** A state in which so many events have been folded. */
export function stateAfter(runId: string, seq: number): RunState {
  return { ...createRunState(newRun(runId).start), status: "waiting", startedAt: 500, seq };
}
