import type { RunId } from "@taskloom/interfaces";
import proto from "@temporalio/proto";
import type { EngineSetting } from "./engine-setting.js";
import { getHistory } from "./get-history.js";
import { reachServer } from "./server-fault.js";
import { toMs } from "./to-ms.js";

/** How an execution was closed: by its own end, as another one, or from outside. Times are epoch milliseconds. */
export type ExecutionClose =
  | { readonly kind: "ended" }
  | { readonly kind: "continued"; readonly next: string }
  | { readonly kind: "terminated"; readonly at: number; readonly reason?: string; readonly actor?: string };

/** The last event alone. */
const CLOSE_EVENT = proto.temporal.api.enums.v1.HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT;

/** Undefined while the execution is open. */
export async function readClose(
  setting: EngineSetting,
  run: RunId,
  executionId: string,
): Promise<ExecutionClose | undefined> {
  const handle = setting.client.workflow.getHandle(run, executionId);
  const { status } = await reachServer(async () => handle.describe());
  // Asked for the close of an open execution, the server would wait for it.
  if (status.name === "RUNNING") return undefined;
  const { history } = await getHistory(setting, run, executionId, { historyEventFilterType: CLOSE_EVENT });
  const event = history?.events?.at(-1) ?? {};
  const { newExecutionRunId: next } = event.workflowExecutionContinuedAsNewEventAttributes ?? {};
  if (next) return { kind: "continued", next };
  const terminated = event.workflowExecutionTerminatedEventAttributes;
  const at = toMs(event.eventTime);
  if (terminated) {
    const { reason, identity } = terminated;
    return { kind: "terminated", at, ...(reason && { reason }), ...(identity && { actor: identity }) };
  }
  if (event.workflowExecutionTimedOutEventAttributes) {
    return { kind: "terminated", at, reason: "the server's own time-out has passed" };
  }
  const hasEnded = [
    event.workflowExecutionCompletedEventAttributes,
    event.workflowExecutionFailedEventAttributes,
    event.workflowExecutionCanceledEventAttributes,
  ].some(Boolean);
  return hasEnded ? { kind: "ended" } : undefined;
}
