import {
  computeContainerStatus,
  type ChildrenFrame,
  type ContainerStatus,
  type TaskRecord,
} from "@taskloom/interfaces";
import { issueCall } from "./calls.js";
import { canCollect, collectEnding } from "./collect.js";
import { countEnd, skipPending } from "./counts.js";
import { cancelExecution, endExecution } from "./end-execution.js";
import { fillWindow } from "./fill-window.js";
import { keepResult, keepSkipped } from "./keep-result.js";
import { setMark, skipMarks } from "./marks.js";
import { listOpenInside } from "./open-inside.js";
import type { Reduction } from "./reduction.js";

/** Lets a container go on after its children changed: start more, ask its orchestrator, or end. */
export function settleChildren(reduction: Reduction, record: TaskRecord, frame: ChildrenFrame): void {
  const status = computeContainerStatus(frame.directive.settle, frame.counts);
  if (status === "running" || mustWaitForLosers(frame)) return fillWindow(reduction, record, frame);
  if (frame.counts.pending + frame.counts.running > 0) stopOthers(reduction, record, frame);
  finishContainer(reduction, record, frame, status);
}

/** An early end that waits: nothing new starts, and what is open ends by itself. */
function mustWaitForLosers(frame: ChildrenFrame): boolean {
  if (!frame.directive.settle.waitForLosers || frame.counts.running === 0) return false;
  frame.stopping = true;
  return true;
}

function stopOthers(reduction: Reduction, record: TaskRecord, frame: ChildrenFrame): void {
  keepSkipped(reduction, record, frame);
  frame.counts = skipPending(frame.counts);
  frame.marks = skipMarks(frame.marks);
  for (const child of listOpenInside(reduction.state, record).toReversed()) {
    stopChild(reduction, record, frame, child);
  }
}

function stopChild(reduction: Reduction, container: TaskRecord, frame: ChildrenFrame, child: TaskRecord): void {
  cancelExecution(reduction, child);
  if (child.parent !== container.path) return;
  const status = child.status === "skipped" ? "skipped" : "canceled";
  const position = Number(child.index);
  frame.counts = countEnd(frame.counts, status);
  setMark(frame.marks, position, status);
  keepResult(reduction, container, frame, position, { id: child.id, status });
}

/** All children have ended: the container ends, or its orchestrator is asked first. */
function finishContainer(
  reduction: Reduction,
  record: TaskRecord,
  frame: ChildrenFrame,
  status: Exclude<ContainerStatus, "running">,
): void {
  const canEnd = frame.directive.ask === "never" && (status === "failed" || canCollect(frame));
  if (!canEnd) return askOrchestrator(reduction, record);
  endExecution(reduction, record, collectEnding(reduction.index, record, frame, status));
}

export function askOrchestrator(reduction: Reduction, record: TaskRecord): void {
  issueCall(reduction, record, { kind: "children" }, 0, reduction.state.now);
}
