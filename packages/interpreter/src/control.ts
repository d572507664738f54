import type { ControlEvent, TaskError } from "@taskloom/interfaces";
import { releaseCall } from "./calls.js";
import { fillWindow } from "./fill-window.js";
import { offer, type Reduction } from "./reduction.js";
import { closeRun, terminateRun } from "./run-end.js";
import { rememberId } from "./signal-buffer.js";
import { performDueTimers } from "./timer-fired.js";

/** Cancel, terminate, pause or resume. The same request twice, or one that changes nothing, does nothing. */
export function control(reduction: Reduction, event: ControlEvent): void {
  const { state } = reduction;
  if (state.requests.includes(event.requestId)) return;
  rememberId(state.requests, event.requestId);
  if (!applies(reduction, event)) return;
  state.control += 1;
  perform(reduction, event);
}

function applies({ state }: Reduction, { kind }: ControlEvent): boolean {
  if (kind === "terminate_requested") return true;
  if (state.closing !== undefined) return false;
  if (kind === "cancel_requested") return true;
  return state.status === (kind === "pause_requested" ? "running" : "paused");
}

function perform(reduction: Reduction, event: ControlEvent): void {
  switch (event.kind) {
    case "cancel_requested":
      return closeRun(reduction, "canceled", describe("RUN_CANCELED", "the run was cancelled", event));
    case "terminate_requested":
      return terminateRun(reduction, describe("RUN_TERMINATED", "the run was terminated", event));
    case "pause_requested":
      reduction.state.status = "paused";
      return reduction.observe?.({ kind: "run", status: "paused" });
    case "resume_requested":
      return resume(reduction);
  }
}

function describe(code: string, message: string, { reason, actor }: ControlEvent): TaskError {
  const text = reason === undefined ? message : `${message}: ${reason}`;
  return { code, type: code, message: text, details: { reason: reason ?? null, actor: actor ?? null }, task: null };
}

/** What the pause held back starts now. */
function resume(reduction: Reduction): void {
  const { state, index } = reduction;
  state.status = "running";
  reduction.observe?.({ kind: "run", status: "running" });
  performDueTimers(reduction);
  for (const record of Object.values(state.tasks)) {
    releaseCall(reduction, record);
    if (record.frame?.kind === "children") fillWindow(reduction, record, record.frame);
  }
  for (const name of index.plan.signals) offer(reduction, name);
}
