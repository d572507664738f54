import type {
  Command,
  RunChange,
  RunState,
  StepId,
  StoredValue,
  TaskChange,
  TaskError,
  TaskRecord,
  TerminalStatus,
} from "@taskloom/interfaces";
import type { PlanIndex } from "./plan-index.js";

/** Told of everything that changes, in order. */
export type Observer = (change: RunChange) => void;

/** One event being folded: the state that it changes and the commands that follow. */
export interface Reduction {
  readonly index: PlanIndex;
  readonly state: RunState;
  /** The driver's time of the event. */
  readonly at: number;
  readonly commands: Command[];
  readonly observe: Observer | undefined;
  /** Executions that ended by this event, and that the frames around them have not heard of yet. */
  readonly ended: { readonly record: TaskRecord; readonly ending: Ending }[];
  /** Names of signals that waits may look at anew. */
  readonly offers: string[];
  /** Why the run cannot go on. */
  fault?: TaskError;
}

/** How an execution ended. */
export interface Ending {
  readonly status: TerminalStatus;
  readonly output?: StoredValue;
  readonly error?: TaskError;
  readonly next?: StepId;
}

/** Waits for this signal may look at what there is once more. */
export function offer({ offers }: Reduction, name: string): void {
  if (!offers.includes(name)) offers.push(name);
}

/** Tells the observer how a task stands now. */
export function observeTask(reduction: Reduction, record: TaskRecord): void {
  reduction.observe?.(describeRecord(record));
}

/** How a task stands, as one change. */
export function describeRecord(record: TaskRecord): TaskChange {
  return {
    kind: "task",
    path: record.path,
    step: record.step,
    id: record.id,
    parent: record.parent,
    status: record.status,
    attempt: record.attempt,
    ...present("startedAt", record.startedAt),
    ...present("endedAt", record.endedAt),
    ...present("input", record.input),
    ...present("output", record.output),
    ...present("error", record.error),
    ...present("meta", record.meta),
    ...(record.frame?.kind === "children" ? { counts: record.frame.counts } : {}),
  };
}

/** An object with the key, or without it when there is no value. */
export function present<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}

/** Bytes of a value held in place, as JSON, where it was measured. */
export function sizeOf(stored: StoredValue | undefined): number {
  return stored === undefined || "blob" in stored ? 0 : (stored.bytes ?? 0);
}
