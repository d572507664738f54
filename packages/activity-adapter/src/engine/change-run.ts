import type { ControlEvent, MutationRequest, MutationResult, RunId } from "@taskloom/interfaces";
import { CANCEL_SIGNAL, CONTROL_SIGNAL, CONTROL_UPDATE, type CancelMark } from "../workflow/protocol.js";
import { changeOpen } from "./change-open.js";
import type { EngineSetting } from "./engine-setting.js";
import { foldRun } from "./fold-run.js";
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

/**
 * Pauses or resumes a run. Its worker says whether that has changed something; where none answers the server keeps the
 * request for the next one.
 */
export async function controlRun(
  setting: EngineSetting,
  run: RunId,
  kind: PauseOrResume,
  request: MutationRequest,
): Promise<MutationResult> {
  const event: ControlEvent = { kind, ...toMark(request) };
  const asked = { name: CONTROL_UPDATE, argument: event };
  return (await updateRun<MutationResult>(setting, run, asked)) ?? leaveRequest(setting, run, event);
}

type PauseOrResume = "pause_requested" | "resume_requested";

/** Folded here after all that waits for a worker, the request shows whether it will change something. */
async function leaveRequest(setting: EngineSetting, run: RunId, event: ControlEvent): Promise<MutationResult> {
  const { fold } = await foldRun(setting, run);
  const { control, seq } = fold.state;
  const handle = setting.client.workflow.getHandle(run);
  await changeOpen(setting, run, async () => handle.signal<[ControlEvent]>(CONTROL_SIGNAL, event));
  fold.fold({ at: setting.now(), firstSeq: seq + 1, events: [event] });
  return { changed: fold.state.control !== control };
}

function toMark({ requestId, actor, reason }: MutationRequest): CancelMark {
  return { requestId, ...(actor !== undefined && { actor }), ...(reason !== undefined && { reason }) };
}
