import type { MutationRequest, MutationResult, RunId } from "@taskloom/interfaces";
import type { EngineSetting } from "../engine-setting.js";
import { toEvent } from "../message-event.js";
import type { InboxMessage, JournalStore, StoredRun } from "../journal/journal-store.js";
import { assertOpen } from "../assert-open.js";
import type { RunReader } from "../run-reader.js";
import type { Runs } from "../runs.js";

export interface MutateRunOptions {
  readonly setting: EngineSetting;
  readonly runs: Runs;
  readonly reader: RunReader;
}

type Mutation = Exclude<InboxMessage, { readonly kind: "signal" }>;

/**
 * Cancels, terminates, pauses or resumes a run: one of this process at once, one of another through the journal.
 * @throws RUN_NOT_FOUND, RUN_ENDED
 */
export async function mutateRun(
  { reader, runs, setting }: MutateRunOptions,
  run: RunId,
  kind: Mutation["kind"],
  request: MutationRequest,
): Promise<MutationResult> {
  const stored = await reader.readRun(run);
  assertOpen(stored);
  const message = toMessage(kind, request);
  const driver = runs.drivers.get(run);
  const before = driver?.state.control;
  driver?.fold([toEvent(message)]);
  const changed = driver?.state.control !== before;
  if ((await driver?.recorded()) === true) return { changed };
  const isPaused = await willBePaused(setting.journal, stored);
  await setting.journal.post(run, message);
  return { changed: kind === "pause" ? !isPaused : kind !== "resume" || isPaused };
}

function toMessage(kind: Mutation["kind"], { requestId, actor, reason }: MutationRequest): Mutation {
  return {
    kind,
    requestId,
    ...(actor === undefined ? {} : { actor }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Whether the run is paused once its owner has read what was left for it so far. */
async function willBePaused(journal: JournalStore, { start, status }: StoredRun): Promise<boolean> {
  const messages = await journal.readInbox([start.runId]);
  const last = messages.findLast(({ message }) => message.kind === "pause" || message.kind === "resume");
  return last === undefined ? status === "paused" : last.message.kind === "pause";
}
