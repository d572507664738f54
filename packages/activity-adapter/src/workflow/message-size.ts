import {
  isBlob,
  type RunState,
  type StoredValue,
  type TaskError,
  type TaskPath,
  type TaskRecord,
} from "@taskloom/interfaces";

/** The server takes 2 MB, and ends a run that asks for more; quotes and what is not measured need room, too. */
const MAX_MESSAGE_BYTES = 1_500_000;

/** With what a call fails whose slice has no room in a message: values that many children gave, and no blob store. */
export function describeTooLarge(slice: RunState, task: TaskPath): TaskError | undefined {
  if (fitsMessage(slice)) return undefined;
  const bytes = measure(slice);
  const code = "SHARED_STORE_REQUIRED";
  const message = `what the task refers to has ${bytes} bytes together, which needs a blob store`;
  return { code, type: code, message, details: { run: slice.runId, bytes }, task };
}

/** Whether a state, or a slice of one, can travel in a message. */
export function fitsMessage(state: RunState): boolean {
  return measure(state) <= MAX_MESSAGE_BYTES;
}

function measure({ input, tasks }: RunState): number {
  return Object.values(tasks).reduce((total, record) => total + bytesIn(record), bytesOf(input));
}

function bytesIn({ input, output, frame }: TaskRecord): number {
  const own = bytesOf(input) + bytesOf(output);
  if (frame?.kind === "sequence") return own + sum(Object.values(frame.results));
  if (frame?.kind !== "children") return own;
  return own + sum(Object.values(frame.results).map((result) => result.output));
}

function sum(values: readonly (StoredValue | undefined)[]): number {
  return values.reduce((total, value) => total + bytesOf(value), 0);
}

function bytesOf(stored: StoredValue | undefined): number {
  return stored === undefined || isBlob(stored) ? 0 : (stored.bytes ?? 0);
}

/** Whether values can travel together in a message. */
export function fitTogether(values: readonly unknown[]): boolean {
  return values.reduce<number>((total, value) => total + JSON.stringify(value).length, 0) <= MAX_MESSAGE_BYTES;
}
