import { JOURNAL_QUERY, type JournalPage } from "../workflow/protocol.js";
import { askWorker } from "./ask-worker.js";
import type { EngineSetting } from "./engine-setting.js";
import { replayJournal } from "./replay-journal.js";
import type { KnownRun } from "./run-execution.js";
import { reachServer } from "./server-fault.js";
import { isPolled } from "./task-queue.js";

/** Gives what an execution has folded after an event, page by page. */
export type ReadJournal = (afterSeq: number) => Promise<JournalPage>;

/**
 * Its worker says it, or, where none answers before the reader stops, this process replays the history. A worker that
 * polls may be dead for minutes, and one that answers need not be looked for.
 */
export function createJournalReader(
  setting: EngineSetting,
  run: KnownRun,
  executionId: string,
  stop?: AbortSignal,
): ReadJournal {
  const replay = createReplay(setting, run, executionId);
  const handle = setting.client.workflow.getHandle(run.runId, executionId);
  const query = async (afterSeq: number): Promise<JournalPage> =>
    handle.query<JournalPage, [number]>(JOURNAL_QUERY, afterSeq);
  let isAnswered = false;
  return async (afterSeq) => {
    if (!isAnswered && !(await isPolled(setting, run.taskQueue))) return replay(afterSeq);
    const told = await reachServer(async () => askWorker(setting.client, async () => query(afterSeq), stop));
    isAnswered = told !== undefined;
    if (told === undefined && stop?.aborted === true) return { ...NOTHING, start: run.input.start };
    return told ?? replay(afterSeq);
  };
}

/** For a reader that has stopped. */
const NOTHING: Omit<JournalPage, "start"> = { batches: [], hasMore: false, blocked: {} };

/** A history that has not grown says nothing new. */
function createReplay(setting: EngineSetting, run: KnownRun, executionId: string): ReadJournal {
  const handle = setting.client.workflow.getHandle(run.runId, executionId);
  let known: { readonly length: number; readonly page: JournalPage } | undefined;
  return async (afterSeq) => {
    const { historyLength: length } = await reachServer(async () => handle.describe());
    if (known?.length === length) return { ...known.page, batches: [] };
    const page = await replayJournal(setting, run, executionId, afterSeq);
    known = { length, page };
    return page;
  };
}
