import { ID_PATTERN } from "./fields.js";
import type { Finding } from "./finding.js";
import { walkOutwards } from "./task-node.js";
import type { TaskNode } from "./task-node.js";
import type { TaskTree } from "./task-tree.js";

/** ID_INVALID, DUPLICATE_ID: ids are unique in a workflow, nested ones too. */
export function* checkIds({ nodes }: TaskTree): Iterable<Finding> {
  const first = new Map<string, TaskNode>();
  for (const node of nodes) {
    const fault = findFault(node);
    if (fault !== undefined) yield fault;
    if (node.id === "") continue;
    const before = first.get(node.id);
    if (before === undefined) first.set(node.id, node);
    else yield describeDuplicate(node, before);
  }
}

function findFault(node: TaskNode): Finding | undefined {
  const { id, nested, pointer } = node;
  if (id === "") return { code: "ID_INVALID", message: "a task needs an `id`", pointer };
  if (id === nested.defaultId || ID_PATTERN.test(id) || (id.includes("{{") && takesTemplate(node))) return undefined;
  const message = `'${id.slice(0, 110)}' is no id: letters, digits, '_' and '-', beginning with a letter, at most 100`;
  return { code: "ID_INVALID", message, pointer: [...pointer, "id"], task: id };
}

/** Inside an item every id may be a template. */
function takesTemplate(node: TaskNode): boolean {
  for (const { nested } of walkOutwards(node)) if (nested.templatedId === true) return true;
  return false;
}

function describeDuplicate({ id, pointer }: TaskNode, before: TaskNode): Finding {
  const place = before.parent === undefined ? "at top level" : `in '${before.parent.id}'`;
  const message = `the id '${id}' is taken by a task ${place}`;
  return { code: "DUPLICATE_ID", message, pointer: [...pointer, "id"], task: id };
}
