import type { RunState, StoredValue, TaskError, TaskRecord } from "@taskloom/interfaces";
import { sizeOf } from "@taskloom/interpreter";
import { MAX_MESSAGE_BYTES, type AdvanceInput, type RunInput } from "./protocol.js";

/** Values that travel together; what goes with them needs room, too. */
const MAX_VALUE_BYTES = 1_500_000;

/** Values with fewer bytes leave room for all that goes with them: plan and definition, or a signal to be judged. */
const SMALL_BYTES = 400_000;

/** With what a call fails that has no room in a message: values that many children gave, and no blob store. */
export function describeTooLarge(input: AdvanceInput): TaskError | undefined {
  const { slice, path: task } = input.request;
  const values = measureValues(slice);
  if (values <= SMALL_BYTES) return undefined;
  const bytes = measureJson(input);
  if (values <= MAX_VALUE_BYTES && bytes <= MAX_MESSAGE_BYTES) return undefined;
  const code = "SHARED_STORE_REQUIRED";
  const message = `what the task refers to has ${bytes} bytes together, which needs a blob store`;
  return { code, type: code, message, details: { run: slice.runId, bytes }, task };
}

/** Says whether a run can go on as a new one: whether its state, with what goes with it, has room in a message. */
export function createCarryCheck(input: RunInput, state: RunState): () => boolean {
  let asked = { seq: -1, fits: false };
  return () => {
    if (asked.seq !== state.seq) asked = { seq: state.seq, fits: canCarry(input, state) };
    return asked.fits;
  };
}

function canCarry({ plan, start, definition, options }: RunInput, state: RunState): boolean {
  if (measureValues(state) > MAX_VALUE_BYTES) return false;
  return measureJson({ plan, start, definition, options, carried: { state } }) <= MAX_MESSAGE_BYTES;
}

function measureValues({ input, tasks }: RunState): number {
  return Object.values(tasks).reduce((total, record) => total + bytesIn(record), sizeOf(input));
}

function bytesIn({ input, output, frame }: TaskRecord): number {
  const own = sizeOf(input) + sizeOf(output);
  if (frame?.kind === "sequence") return own + sum(Object.values(frame.results));
  if (frame?.kind !== "children") return own;
  return own + sum(Object.values(frame.results).map((result) => result.output));
}

function sum(values: readonly (StoredValue | undefined)[]): number {
  return values.reduce((total, value) => total + sizeOf(value), 0);
}

/** Whether values can travel together in a message. */
export function fitTogether(values: readonly unknown[]): boolean {
  const text = values.map((value) => JSON.stringify(value)).join("");
  return text.length <= MAX_VALUE_BYTES && countBytes(text) <= MAX_MESSAGE_BYTES;
}

/** Bytes of the value's JSON text. */
export function measureJson(value: unknown): number {
  return countBytes(JSON.stringify(value));
}

function countBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
