import {
  isBlob,
  ROOT_PATH,
  type JsonObject,
  type RunChange,
  type RunEvent,
  type RunState,
  type SignalChange,
  type StoredValue,
  type RunId,
  type TaskLog,
  type TaskLogEntry,
} from "@taskloom/interfaces";
import { isAwaited, type Observer } from "@taskloom/interpreter";
import { describeReturnedLate } from "@taskloom/advance";

/** Writes to a run's log what else nobody would learn: results that came too late, and signals that were refused. */
export interface RunNotes {
  /** For the fold of this event; undefined when there will be nothing to note, as nearly always. */
  observe(state: RunState, event: RunEvent | undefined): Observer | undefined;
  /** The run had ended before this came. */
  late(event: RunEvent | undefined): void;
}

export function createRunNotes(log: TaskLog, now: () => number, run: RunId): RunNotes {
  const write = (note: Note | undefined): void => {
    // A log that cannot be written holds nothing up: it is for people.
    if (note !== undefined) void log.append(run, [{ at: now(), ...note }]).catch(() => undefined);
  };
  return {
    observe: (state, event) =>
      event !== undefined && isNotable(state, event) ? (change) => write(describeNote(change, event)) : undefined,
    late: (event) => write(event && describeLate(event)),
  };
}

/** An observer hears of every task: that costs more than the fold itself. */
function isNotable(state: RunState, event: RunEvent): boolean {
  if (event.kind === "task_ended" || event.kind === "attempt_failed") return !isAwaited(state, event);
  return event.kind === "signal_received" || event.kind === "signal_judged";
}

type Note = Omit<TaskLogEntry, "at">;

/** The line of the log that a change by an event is worth, if it is worth one. */
export function describeNote(change: RunChange, event: RunEvent): Note | undefined {
  if (change.kind === "late") return describeLate(event);
  return change.kind === "signal" ? describeRefusal(change, event) : undefined;
}

/** The result of an attempt that was waited for no longer; one that stopped when it was told to says nothing. */
function describeLate(event: RunEvent): Note | undefined {
  if (event.kind !== "task_ended" && event.kind !== "attempt_failed") return undefined;
  const { path, attempt, error } = event;
  if (error?.code === "ATTEMPT_CANCELED") return undefined;
  const [status, output] = event.kind === "task_ended" ? [event.status, event.output] : (["failed"] as const);
  const preview = output === undefined ? {} : { preview: previewOf(output) };
  const late = describeReturnedLate({ status, ...preview, ...(error === undefined ? {} : { error }) });
  return { level: "debug", path, attempt: attempt ?? 0, ...late };
}

function previewOf(output: StoredValue): string {
  return isBlob(output) ? output.blob.preview : JSON.stringify(output.value);
}

/** By which code the sender of a refused signal learns of it, and what its run's log says. */
const REFUSALS: Readonly<Partial<Record<SignalChange["verdict"], readonly [code: string, message: string]>>> = {
  not_expected: ["SIGNAL_NOT_EXPECTED", "a signal was refused: no wait of the definition has its name"],
  full: ["SIGNAL_BUFFER_FULL", "a signal was refused: the run keeps as many as it can"],
  refused: ["SIGNAL_INVALID", "a signal was refused: it does not fit what the wait expects"],
};

function describeRefusal({ verdict, signal, path, error }: SignalChange, event: RunEvent): Note | undefined {
  const [code, message] = REFUSALS[verdict] ?? [];
  if (code === undefined || message === undefined) return undefined;
  const data: JsonObject = {
    code,
    signal,
    ...(event.kind === "signal_received" ? { name: event.signal.name } : {}),
    ...(error === undefined ? {} : { reason: error.message }),
  };
  return { level: "warn", path: path ?? ROOT_PATH, attempt: 0, message, data };
}
