import {
  ROOT_PATH,
  isBlob,
  type StoredValue,
  type TaskError,
  type TaskRecord,
  type TerminalStatus,
} from "@taskloom/interfaces";
import { cancelCall, isIssued, issueCall } from "./calls.js";
import { cancelExecution } from "./end-execution.js";
import { isPaused } from "./pause.js";
import { listOpenInside } from "./open-inside.js";
import { getRoot } from "./records.js";
import { present, type Reduction } from "./reduction.js";
import { cancelTimer, startTimer } from "./timers.js";

/** The last task has ended well: the run's output is rendered by a call, or is that of its tasks. */
export function completeRun(reduction: Reduction): void {
  const root = getRoot(reduction.state);
  const results = Object.entries(root.frame.results);
  const inPlace = results.flatMap(([step, stored]) => (isBlob(stored) ? [] : [[step, stored.value] as const]));
  if (reduction.index.plan.outputs !== undefined || inPlace.length < results.length) {
    return issueCall(reduction, root, { kind: "run_outputs" }, 0, reduction.state.now);
  }
  endRun(reduction, "completed", { value: Object.fromEntries(inPlace) });
}

/** The run is over. */
export function endRun(reduction: Reduction, status: TerminalStatus, output?: StoredValue, error?: TaskError): void {
  const { state } = reduction;
  for (const timer of Object.keys(state.timers)) cancelTimer(reduction, timer);
  state.status = status;
  state.endedAt = reduction.at;
  Object.assign(state, present("output", output), present("error", error));
  delete state.closing;
  state.draining = [];
  state.tasks = {};
  state.hungry = [];
  delete state.moving;
  state.signals = { ...state.signals, kept: [], bytes: 0 };
  const ending = { status, ...present("output", output), ...present("error", error) };
  reduction.commands.push({ kind: "end_run", ...ending });
  reduction.observe?.({ kind: "run", ...ending });
}

/** Stops everything that is under way; the run ends when the handlers that were told have returned, or after the grace time. */
export function closeRun(reduction: Reduction, status: TerminalStatus, error: TaskError): void {
  const { state } = reduction;
  state.draining = stopAll(reduction);
  state.closing = { status, error };
  if (endIfDrained(reduction)) return;
  startTimer(reduction, "grace", ROOT_PATH, reduction.at + reduction.index.limits.cancelGraceMs);
  if (!isPaused(state)) return;
  state.status = "running";
  reduction.observe?.({ kind: "run", status: "running" });
}

/** Ends the run at once: no handler is told. */
export function terminateRun(reduction: Reduction, error: TaskError): void {
  stopAll(reduction);
  const others = reduction.commands.filter(({ kind }) => kind !== "cancel_call");
  reduction.commands.splice(0, Infinity, ...others);
  endRun(reduction, "canceled", undefined, error);
}

/** Cancels every open execution and timer; gives the calls that were told to stop. */
function stopAll(reduction: Reduction): string[] {
  const { state } = reduction;
  const root = getRoot(state);
  const stopped = listOpenInside(state, root);
  const calls = [root, ...stopped].flatMap(callKey);
  cancelCall(reduction, root);
  for (const record of stopped) cancelExecution(reduction, record);
  for (const timer of Object.keys(state.timers)) cancelTimer(reduction, timer);
  return calls;
}

/** Ends a closing run once nothing is waited for any more, and says whether it did. */
export function endIfDrained(reduction: Reduction): boolean {
  const { closing, draining } = reduction.state;
  if (closing === undefined || draining.length > 0) return false;
  endRun(reduction, closing.status, undefined, closing.error);
  return true;
}

/** A call that was told to stop may have returned. */
export function drainCall(reduction: Reduction, path: string, call: number): void {
  const { draining } = reduction.state;
  const position = draining.indexOf(`${path}@${call}`);
  if (position < 0) return;
  draining.splice(position, 1);
  endIfDrained(reduction);
}

function callKey({ path, call }: TaskRecord): string[] {
  return isIssued(call) ? [`${path}@${call.number}`] : [];
}
