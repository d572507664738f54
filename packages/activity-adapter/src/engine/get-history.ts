import type { RunId } from "@taskloom/interfaces";
import type { EngineSetting } from "./engine-setting.js";
import { reachServer } from "./server-fault.js";

type GetHistory = EngineSetting["client"]["workflowService"]["getWorkflowExecutionHistory"];
type HistoryRequest = Parameters<GetHistory>[0];

/** A page of an execution's history. */
export async function getHistory(
  { client }: EngineSetting,
  run: RunId,
  executionId: string,
  more: Pick<HistoryRequest, "maximumPageSize" | "historyEventFilterType">,
): ReturnType<GetHistory> {
  const execution = { workflowId: run, runId: executionId };
  const { namespace } = client.options;
  return reachServer(async () => client.workflowService.getWorkflowExecutionHistory({ namespace, execution, ...more }));
}
