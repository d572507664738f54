import type { StepId } from "@taskloom/interfaces";
import type { Pointer } from "../model/task-type.js";
import type { DefinitionModel } from "./definition-model.js";
import type { Finding } from "./finding.js";
import { suggest } from "./nearest.js";
import type { TaskNode } from "./task-node.js";

interface Transition {
  /** From the definition's root. */
  readonly pointer: Pointer;
  readonly to: StepId;
}

/** TASK_UNKNOWN_NEXT, NEXT_IN_CONTAINER: transitions are for the top level, and lead to tasks of it. */
export function* checkTransitions(model: DefinitionModel): Iterable<Finding> {
  const { start } = model.workflow;
  if (start !== undefined) yield* checkTarget({ pointer: ["start"], to: start }, undefined, model);
  for (const node of model.tree.nodes) {
    for (const transition of listTransitions(node)) {
      if (node.parent === undefined) yield* checkTarget(transition, node, model);
      else yield describeNested(transition, node, node.parent);
    }
  }
}

function listTransitions(node: TaskNode): readonly Transition[] {
  if (node.isBroken) return [];
  const { config, type, pointer } = node;
  const own = (["on_success", "on_error"] as const).flatMap((key) => {
    const to = config[key]?.next;
    return to === undefined ? [] : [{ pointer: [...pointer, key, "next"], to }];
  });
  return [...own, ...type.next(config).map((site) => ({ pointer: [...pointer, ...site.pointer], to: site.to }))];
}

function* checkTarget(
  { pointer, to }: Transition,
  from: TaskNode | undefined,
  model: DefinitionModel,
): Iterable<Finding> {
  const target = model.byId.get(to);
  if (target !== undefined && target.parent === undefined) return;
  const common = { code: "TASK_UNKNOWN_NEXT", pointer, task: from?.id } as const;
  if (target?.parent !== undefined) {
    const message = `'${to}' stands inside '${target.parent.id}': a transition leads to a top-level task`;
    yield { ...common, message, hint: `go to '${target.parent.id}'` };
    return;
  }
  const ids = model.tree.roots.map(({ id }) => id);
  yield { ...common, message: `there is no task '${to}'`, hint: suggest(to, ids) };
}

function describeNested({ pointer }: Transition, { id }: TaskNode, parent: TaskNode): Finding {
  const message = `'${id}' stands inside '${parent.id}', which decides what follows`;
  return { code: "NEXT_IN_CONTAINER", message, pointer, task: id };
}
