import {
  isTerminalStatus,
  ROOT_PATH,
  type GetOptions,
  type RunDocument,
  type RunId,
  type RunState,
  type TaskPath,
} from "@taskloom/interfaces";
import { createRunFold, createRunView } from "@taskloom/runs";
import type { EngineSetting } from "../engine-setting.js";
import type { StoredRun } from "../journal/journal-store.js";
import type { Ownership } from "../ownership.js";
import type { RunReader } from "../run-reader.js";
import type { Runs } from "../runs.js";

export interface ReadDocumentOptions {
  readonly setting: EngineSetting;
  readonly runs: Runs;
  readonly reader: RunReader;
  readonly ownership: Ownership;
}

/**
 * The document of a run, folded from all that the journal has of it.
 * @throws RUN_NOT_FOUND
 */
export async function readDocument(parts: ReadDocumentOptions, run: RunId, options: GetOptions): Promise<RunDocument> {
  const { reader, setting } = parts;
  const stored = await reader.readRun(run);
  const definition = await reader.readDefinition(stored);
  const { state, fold } = createRunFold(definition, stored.start);
  const view = createRunView();
  for (const batch of await setting.journal.readBatches(run, 0)) fold(batch, view.observe);
  const blocked = await findBlocked(parts, stored, state);
  const { blobs } = setting;
  const { plan } = definition.compiled;
  return view.toDocument({ plan, state, blobs, engine: "embedded", options, blocked });
}

/** What holds tasks up from outside, here or in another process, by path. */
async function findBlocked(
  { setting, runs, ownership }: ReadDocumentOptions,
  { start, owner }: StoredRun,
  state: RunState,
): Promise<ReadonlyMap<TaskPath, string>> {
  const blocked = new Map(runs.drivers.get(start.runId)?.blocked);
  for (const { path, call, code } of await setting.journal.listHeld(start.runId)) {
    if (state.tasks[path]?.call?.number === call) blocked.set(path, code);
  }
  const isDriven = owner !== undefined && ownership.isAlive(owner);
  if (!isTerminalStatus(state.status) && !isDriven) blocked.set(ROOT_PATH, "NO_OWNER");
  return blocked;
}
