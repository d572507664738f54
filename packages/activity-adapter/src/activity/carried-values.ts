import {
  isBlob,
  ROOT_PATH,
  type ProposalEvent,
  type RunId,
  type RunState,
  type StoredValue,
  type TaskPath,
  type TaskStore,
} from "@taskloom/interfaces";
import type { LiftedValue } from "../workflow/protocol.js";

/** Values with fewer bytes always travel with their message. */
const MIN_KEPT_BYTES = 4 * 1024;

/** The store's key of a value: the output of an execution, at the root the run's input. */
function keyOfValue(run: RunId, path: TaskPath): string {
  return `value:${run}:${path}`;
}

/** Puts values back that the message did not carry; false when the store has lost one. */
export async function restoreValues(
  store: TaskStore,
  slice: RunState,
  lifted: readonly LiftedValue[],
): Promise<boolean> {
  if (lifted.length === 0) return true;
  const values = await store.loadMany(lifted.map(({ path }) => keyOfValue(slice.runId, path))).catch(() => []);
  for (const [index, { path }] of lifted.entries()) {
    const value = values[index];
    if (value === undefined) return false;
    const record = slice.tasks[path];
    if (path === ROOT_PATH) slice.input = { value };
    else if (record !== undefined) record.output = { value };
  }
  return true;
}

/** Keeps outputs that further messages of the run can leave out. A store that is away costs them their size. */
export async function keepValues(store: TaskStore, run: RunId, events: readonly ProposalEvent[]): Promise<void> {
  const entries = events.flatMap((event) => {
    if (event.kind !== "task_ended") return [];
    return toEntries(run, event.path, event.output);
  });
  if (entries.length > 0) await store.storeMany(entries).catch(() => undefined);
}

/** As `keepValues`, for the input of a new run. */
export async function keepRunInput(store: TaskStore, run: RunId, input: StoredValue): Promise<void> {
  const entries = toEntries(run, ROOT_PATH, input);
  if (entries.length > 0) await store.storeMany(entries).catch(() => undefined);
}

function toEntries(run: RunId, path: TaskPath, stored: StoredValue | undefined): Parameters<TaskStore["storeMany"]>[0] {
  if (stored === undefined || isBlob(stored) || (stored.bytes ?? 0) < MIN_KEPT_BYTES) return [];
  return [{ key: keyOfValue(run, path), value: stored.value }];
}
