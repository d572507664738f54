import { QueryNotRegisteredError } from "@temporalio/client";
import { JOURNAL_QUERY, type JournalPage } from "../workflow/protocol.js";
import type { EngineSetting } from "./engine-setting.js";
import { GRPC, hasGrpcCode } from "./grpc-code.js";
import { replayJournal } from "./replay-journal.js";
import type { KnownRun } from "./run-execution.js";
import { reachServer } from "./server-fault.js";

/** How long a worker may take to answer. */
const ANSWER_MS = 5_000;

/**
 * What an execution has folded after an event, page by page: its worker says it, or, where none answers, this process
 * replays the history.
 */
export async function readJournal(
  setting: EngineSetting,
  run: KnownRun,
  executionId: string,
  afterSeq: number,
): Promise<JournalPage> {
  return (await askWorker(setting, run, executionId, afterSeq)) ?? replayJournal(setting, run, executionId, afterSeq);
}

async function askWorker(
  { client }: EngineSetting,
  { runId }: KnownRun,
  executionId: string,
  afterSeq: number,
): Promise<JournalPage | undefined> {
  const handle = client.workflow.getHandle(runId, executionId);
  return reachServer(async () => {
    try {
      // A deadline alone would have the client ask again and again.
      return await client.withAbortSignal(AbortSignal.timeout(ANSWER_MS), async () =>
        handle.query<JournalPage, [number]>(JOURNAL_QUERY, afterSeq),
      );
    } catch (error) {
      if (isUnanswered(error)) return undefined;
      throw error;
    }
  });
}

/** The time is over, too many queries wait already, or nobody polls. */
const UNANSWERED = [GRPC.canceled, GRPC.deadlineExceeded, GRPC.resourceExhausted, GRPC.failedPrecondition];

/** Nobody polls the run's queue, its worker is too busy, or has not got so far that it listens. */
function isUnanswered(error: unknown): boolean {
  return error instanceof QueryNotRegisteredError || hasGrpcCode(error, ...UNANSWERED);
}
