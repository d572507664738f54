import type { ChildResult, ChildrenFrame, TaskRecord } from "@taskloom/interfaces";
import { childAt } from "./child-at.js";
import type { PlanIndex } from "./plan-index.js";
import { sizeOf, type Reduction } from "./reduction.js";

/** JSON length of a result without its output, about. */
export const RESULT_OVERHEAD = 80;

/** Keeps how a child has ended, where the container's output or somebody's question needs it. */
export function keepResult(
  { state, index }: Reduction,
  container: TaskRecord,
  frame: ChildrenFrame,
  position: number,
  result: ChildResult,
): void {
  const isCollected = frame.directive.collect !== "none" && result.status === "completed";
  if (!isCollected && !isShown(index, container, frame)) return;
  const bytes = RESULT_OVERHEAD + sizeOf(result.output);
  frame.results[String(position)] = result;
  frame.bytes += bytes;
  state.bytes += bytes;
}

/** Listed children that never started are results too; of counted ones, which may be very many, only the marks tell. */
export function keepSkipped(reduction: Reduction, container: TaskRecord, frame: ChildrenFrame): void {
  const { directive, nextIndex, counts } = frame;
  if (!("children" in directive.source)) return;
  for (let position = nextIndex; position < counts.total; position += 1) {
    const { id } = childAt(directive, position, container.id);
    keepResult(reduction, container, frame, position, { id, status: "skipped" });
  }
}

/** Whether somebody asks how each child has ended, and not only what the completed ones gave. */
function isShown(index: PlanIndex, container: TaskRecord, { directive }: ChildrenFrame): boolean {
  return directive.ask !== "never" || directive.collect === "only" || index.hasChildrenReferred(container.step);
}
