import type { Handlers, RunId } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";
import type { StoredRun } from "../journal/journal-store.js";
import { findMissingAction } from "../missing-action.js";
import type { Ownership } from "../ownership.js";
import { assertOpen } from "../assert-open.js";
import type { RunReader } from "../run-reader.js";
import type { Runs } from "../runs.js";

export interface ContinueRunOptions {
  readonly runs: Runs;
  readonly reader: RunReader;
  readonly ownership: Ownership;
  readonly handlers: Handlers;
}

/**
 * Takes an interrupted run up in this process.
 * @throws RUN_NOT_FOUND, RUN_ENDED, RUN_OWNED, HANDLER_NOT_FOUND
 */
export async function continueRun(options: ContinueRunOptions, run: RunId): Promise<void> {
  const { reader, runs, ownership, handlers } = options;
  const stored = await reader.readRun(run);
  assertOpen(stored);
  if (runs.drivers.has(run)) return;
  if (stored.owner !== undefined && ownership.isAlive(stored.owner)) throw owned(stored, run);
  const missing = findMissingAction(await reader.readDefinition(stored), handlers);
  if (missing !== undefined) throw handlerMissing(missing, handlers);
  if (!(await runs.takeUp(stored))) throw owned(await reader.readRun(run), run);
}

function handlerMissing(action: string, handlers: Handlers): TaskloomError {
  const known = handlers.names().slice(0, 50);
  return new TaskloomError("HANDLER_NOT_FOUND", `no handler '${action}' is registered`, { details: { action, known } });
}

function owned({ owner }: StoredRun, run: RunId): TaskloomError {
  const who = owner === undefined ? "another process" : `process ${owner.pid} on ${owner.host}`;
  return new TaskloomError("RUN_OWNED", `${who} runs '${run}'`, { details: { run } });
}
