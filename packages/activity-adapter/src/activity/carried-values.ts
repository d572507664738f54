import { createHash } from "node:crypto";
import {
  isBlob,
  ROOT_PATH,
  type InlineValue,
  type ProposalEvent,
  type RunState,
  type StoredValue,
  type TaskStore,
} from "@taskloom/interfaces";
import type { LiftedValue } from "../workflow/protocol.js";

/** Values with fewer bytes always travel with their message. */
const MIN_KEPT_BYTES = 4 * 1024;

/** The store's key of a value: its content names it, so that no other can take its place. */
function keyOfValue(sha256: string): string {
  return `value:${sha256}`;
}

/** Puts values back that the message did not carry; false when the store has lost one. */
export async function restoreValues(
  store: TaskStore,
  slice: RunState,
  lifted: readonly LiftedValue[],
): Promise<boolean> {
  if (lifted.length === 0) return true;
  const values = await store.loadMany(lifted.map(({ sha256 }) => keyOfValue(sha256))).catch(() => []);
  for (const [index, { path }] of lifted.entries()) {
    const value = values[index];
    if (value === undefined) return false;
    const record = slice.tasks[path];
    if (path === ROOT_PATH) slice.input = { value };
    else if (record !== undefined) record.output = { value };
  }
  return true;
}

/** Keeps outputs that further messages of the run can leave out; gives the events with what names them. */
export async function keepValues(
  store: TaskStore,
  events: readonly ProposalEvent[],
): Promise<readonly ProposalEvent[]> {
  const named = events.map((event) => {
    // Nobody refers to the run's own output.
    if (event.kind !== "task_ended" || event.output === undefined || event.path === ROOT_PATH) return event;
    return { ...event, output: nameValue(event.output) };
  });
  await storeNamed(
    store,
    named.map((event) => (event.kind === "task_ended" ? event.output : undefined)),
  );
  return named;
}

/** As `keepValues`, for the input of a new run. */
export async function keepRunInput(store: TaskStore, input: StoredValue): Promise<StoredValue> {
  const named = nameValue(input);
  await storeNamed(store, [named]);
  return named;
}

/** Gives the store again what it may have lost of a slice. */
export async function keepSlice(store: TaskStore, { input, tasks }: RunState): Promise<void> {
  await storeNamed(store, [input, ...Object.values(tasks).map(({ output }) => output)]);
}

function nameValue(stored: StoredValue): StoredValue {
  if (isBlob(stored) || (stored.bytes ?? 0) < MIN_KEPT_BYTES) return stored;
  const sha256 = createHash("sha256").update(JSON.stringify(stored.value)).digest("hex");
  return { ...stored, sha256 };
}

/** A store that is away costs messages their size. */
async function storeNamed(store: TaskStore, values: readonly (StoredValue | undefined)[]): Promise<void> {
  const entries = values.filter(isNamed).map(({ sha256, value }) => ({ key: keyOfValue(sha256), value }));
  if (entries.length > 0) await store.storeMany(entries).catch(() => undefined);
}

function isNamed(stored: StoredValue | undefined): stored is InlineValue & { readonly sha256: string } {
  return stored !== undefined && !isBlob(stored) && stored.sha256 !== undefined;
}
