import { isFailureStatus, type ChildrenFrame, type TaskRecord } from "@taskloom/interfaces";
import { countEnd } from "./counts.js";
import { keepResult } from "./keep-result.js";
import { setMark } from "./marks.js";
import { moveResults } from "./move-values.js";
import { observeTask, type Ending, type Reduction } from "./reduction.js";
import { askOrchestrator, settleChildren } from "./settle-children.js";

/** More failed children than this are counted, but not listed in the container's error. */
const MAX_LISTED_FAILURES = 100;

/** A container's child has ended: its result is kept, and the container goes on. */
export function childEnded(
  reduction: Reduction,
  container: TaskRecord,
  frame: ChildrenFrame,
  child: TaskRecord,
  ending: Ending,
): void {
  if (frame.shared === true) return;
  const position = Number(child.index);
  const { status, output, error } = ending;
  frame.counts = countEnd(frame.counts, status);
  setMark(frame.marks, position, status);
  const result = {
    id: child.id,
    status,
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error }),
  };
  keepResult(reduction, container, frame, position, result);
  if (isFailureStatus(status)) keepFailure(frame, child, ending);
  observeTask(reduction, container);
  if (frame.directive.ask === "after_each") askOrchestrator(reduction, container);
  else settleChildren(reduction, container, frame);
  moveResults(reduction, container, frame);
}

function keepFailure(frame: ChildrenFrame, { path, id }: TaskRecord, { error }: Ending): void {
  if (frame.failures.length >= MAX_LISTED_FAILURES || error === undefined) return;
  frame.failures.push({ id, path, code: error.code, message: error.message });
}
