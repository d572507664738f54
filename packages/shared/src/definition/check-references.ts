import type { StepId } from "@taskloom/interfaces";
import type { ReferenceSite } from "../expressions/references.js";
import type { DefinitionModel } from "./definition-model.js";
import type { Site } from "./expression-sites.js";
import { findName } from "./find-name.js";
import type { Finding } from "./finding.js";
import { suggest } from "./nearest.js";
import type { TaskNode } from "./task-node.js";
import { canRunBefore, isVisible } from "./visible-tasks.js";

/** EXPRESSION_UNKNOWN_TASK, and TASK_RUNS_LATER (warning). */
export function* checkTaskReferences(part: ReferenceSite, site: Site, model: DefinitionModel): Iterable<Finding> {
  for (const id of part.tasks) {
    const fault = findFault(id, site.owner, model);
    if (fault === undefined) continue;
    yield { ...fault, pointer: [...site.pointer, ...part.pointer], at: findName(part, id), task: site.owner?.id };
  }
}

type Fault = Pick<Finding, "code" | "severity" | "message" | "hint">;

function findFault(id: StepId, from: TaskNode | undefined, model: DefinitionModel): Fault | undefined {
  const target = model.byId.get(id);
  if (target === undefined) return describeUnknown(id, from, model);
  if (!isVisible(target, from)) return describeHidden(target, from);
  if (from === undefined || canRunBefore(target, from, model.graph)) return undefined;
  const message = `'${id}' cannot have run when '${from.id}' reads it`;
  return { code: "TASK_RUNS_LATER", severity: "warning", message };
}

function describeUnknown(id: StepId, from: TaskNode | undefined, { tree }: DefinitionModel): Fault {
  const visible = tree.nodes.filter((node) => isVisible(node, from)).map((node) => node.id);
  return { code: "EXPRESSION_UNKNOWN_TASK", message: `there is no task '${id}'`, hint: suggest(id, visible) };
}

function describeHidden({ id, parent }: TaskNode, from: TaskNode | undefined): Fault {
  const message = `'${id}' stands inside '${parent?.id}' and cannot be seen from here`;
  const container = parent !== undefined && isVisible(parent, from) ? parent.id : undefined;
  const hint = container === undefined ? undefined : `write tasks['${container}'].children['${id}']`;
  return { code: "EXPRESSION_UNKNOWN_TASK", message, hint };
}
