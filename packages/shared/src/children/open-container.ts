import type { ChildTaskManager, ChildrenDirective, Directive, PrepareInput, TaskConfig } from "@taskloom/interfaces";
import { finishTask } from "../orchestrator/finish-task.js";
import { shapesOutput } from "../orchestrator/shapes-output.js";

/** How a container's children run, once it is known how many there are. */
export interface ChildrenRun extends Pick<ChildrenDirective, "window" | "batch" | "settle"> {
  /** The shape of the output. */
  readonly collect: "map" | "list";
}

/**
 * Prepares a container's children and says how they run. Without any the container has completed, with an empty output.
 * @throws ITEMS_INVALID, CHILD_ID_INVALID, STORE_UNAVAILABLE, EXPRESSION_*
 */
export async function openContainer<C extends TaskConfig>(
  input: PrepareInput<C>,
  manager: ChildTaskManager<C>,
  resolveRun: (config: C, childCount: number) => ChildrenRun,
): Promise<Directive> {
  const children = await manager.prepareChildren(input);
  const run = resolveRun(input.task, children.length);
  if (children.length === 0) return finishEmpty(input, run);
  const source = await manager.createChildren(input, children);
  const { skipped } = await manager.getChildrenMetadata(input);
  const ask = shapesOutput(input.task) ? "at_end" : "never";
  return { kind: "children", source, ...run, ...(skipped > 0 && { skipped }), ask };
}

function finishEmpty(input: PrepareInput, run: ChildrenRun): Directive {
  const nothing = run.collect === "list" ? [] : {};
  return finishTask(input, nothing, { children: nothing });
}
