import type { ControlEvent, MutationRequest, MutationResult, RunId } from "@taskloom/interfaces";
import { CANCEL_SIGNAL, CONTROL_UPDATE, type CancelMark } from "../workflow/protocol.js";
import { changeOpen } from "./change-open.js";
import type { EngineSetting } from "./engine-setting.js";
import { updateRun } from "./update-run.js";

/** Tells a run's tasks to stop. Temporal's own cancel does it; who asks for it and why is told before. */
export async function cancelRun(setting: EngineSetting, run: RunId, request: MutationRequest): Promise<MutationResult> {
  const handle = setting.client.workflow.getHandle(run);
  return changeOpen(setting, run, async () => {
    await handle.signal<[CancelMark]>(CANCEL_SIGNAL, toMark(request));
    await handle.cancel();
    return { changed: true };
  });
}

/** Ends a run at once; the server does it, whether a worker lives or not. */
export async function terminateRun(
  setting: EngineSetting,
  run: RunId,
  { reason, actor }: MutationRequest,
): Promise<MutationResult> {
  const { workflowService, options } = setting.client;
  return changeOpen(setting, run, async () => {
    await workflowService.terminateWorkflowExecution({
      namespace: options.namespace,
      workflowExecution: { workflowId: run },
      ...(reason !== undefined && { reason }),
      ...(actor !== undefined && { identity: actor }),
    });
    return { changed: true };
  });
}

/** Pauses or resumes a run: its worker has to answer. */
export async function controlRun(
  setting: EngineSetting,
  run: RunId,
  kind: "pause_requested" | "resume_requested",
  request: MutationRequest,
): Promise<MutationResult> {
  const event: ControlEvent = { kind, ...toMark(request) };
  return updateRun<MutationResult>(setting, run, CONTROL_UPDATE, event);
}

function toMark({ requestId, actor, reason }: MutationRequest): CancelMark {
  return { requestId, ...(actor !== undefined && { actor }), ...(reason !== undefined && { reason }) };
}
