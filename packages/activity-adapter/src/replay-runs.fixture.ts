import type { Client, HistoryAndWorkflowId } from "@temporalio/client";
import { Worker, type InjectedSinks, type ReplayWorkerOptions } from "@temporalio/worker";
import type { WorkflowBundle } from "./worker/workflow-bundle.js";
import type { ObservationSinks } from "./workflow/observations.js";

const sinks: InjectedSinks<ObservationSinks> = { taskloom_runs: { observed: { fn: () => undefined } } };

/** A run whose history today's workflow code does not repeat. */
interface Divergence {
  readonly run: string;
  readonly error: Error;
}

/** Replays histories with the workflow code of a bundle. */
export async function findDivergences(
  bundle: WorkflowBundle,
  histories: Iterable<HistoryAndWorkflowId>,
): Promise<readonly Divergence[]> {
  const options: ReplayWorkerOptions = { workflowBundle: bundle, sinks };
  const divergences: Divergence[] = [];
  for await (const { workflowId: run, error } of Worker.runReplayHistories(options, histories)) {
    if (error !== undefined) divergences.push({ run, error });
  }
  return divergences;
}

/**
 * Replays everything that workers of a task queue have made, whether it has ended or not.
 * @throws an error that names the runs whose histories are not repeated
 */
export async function replayRuns(client: Client, taskQueue: string, bundle: WorkflowBundle): Promise<void> {
  const histories: HistoryAndWorkflowId[] = [];
  for await (const { workflowId, runId } of client.workflow.list({ query: `TaskQueue = '${taskQueue}'` })) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const hasBegun = history.events?.some((event) => event.workflowTaskCompletedEventAttributes);
    if (hasBegun === true) histories.push({ workflowId, history });
  }
  if (histories.length === 0) return;
  const divergences = await findDivergences(bundle, histories);
  if (divergences.length === 0) return;
  const runs = divergences.map(({ run, error }) => `${run}: ${error.message}`);
  throw new Error(`histories are not repeated by the workflow code:\n${runs.join("\n")}`);
}
