import type { RunStart } from "@taskloom/interfaces";
import type { InjectedSinks } from "@temporalio/worker";
import { READER_QUEUE, type JournalBatch, type JournalPage } from "../workflow/protocol.js";
import type { ObservationSinks } from "../workflow/observations.js";
import type { JournalSinks } from "../workflow/run-journal.js";
import type { EngineSetting } from "./engine-setting.js";
import type { KnownRun } from "./run-execution.js";
import { reachServer } from "./server-fault.js";

/** What an execution has folded after an event: its history is replayed in this process, which changes nothing in it. */
export async function replayJournal(
  { client, bundle, prepareSdk }: EngineSetting,
  { runId, input }: KnownRun,
  executionId: string,
  afterSeq: number,
): Promise<JournalPage> {
  const history = await reachServer(async () => client.workflow.getHandle(runId, executionId).fetchHistory());
  await prepareSdk?.();
  const { Worker } = await import("@temporalio/worker");
  // One that waits for its input has none of it yet.
  let { start }: { start: RunStart } = input;
  const batches: JournalBatch[] = [];
  let hasBegun = true;
  const sinks: InjectedSinks<JournalSinks & ObservationSinks> = {
    taskloom_runs: { observed: { fn: () => undefined } },
    taskloom_journal: {
      begin: { callDuringReplay: true, fn: (_info, given) => void (start = given) },
      batch: {
        callDuringReplay: true,
        fn: ({ unsafe }, batch) => {
          // What no worker has seen yet is folded here as the next one will; that one begins the attempts.
          hasBegun &&= unsafe.isReplaying || !batch.events.some(({ kind }) => kind === "attempt_started");
          if (hasBegun) batches.push(batch);
        },
      },
    },
  };
  await Worker.runReplayHistory({ workflowBundle: bundle, sinks, replayName: READER_QUEUE }, history, runId);
  const isNew = ({ firstSeq, events }: JournalBatch): boolean => firstSeq + events.length - 1 > afterSeq;
  // What comes from the sandbox is JSON that belongs to its realm.
  const page = JSON.parse(JSON.stringify({ start, batches: batches.filter(isNew) })) as Pick<
    JournalPage,
    "start" | "batches"
  >;
  return { ...page, hasMore: false, blocked: {} };
}
