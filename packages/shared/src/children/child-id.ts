import type { ChildSpec, Scope, StepId, TaskConfig } from "@taskloom/interfaces";
import { ID_PATTERN } from "../definition/fields.js";
import { TaskloomError } from "../errors/taskloom-error.js";
import { renderValue } from "../orchestrator/evaluate.js";

/**
 * The children that a list of tasks makes, in its order. The id as written names the step; rendered, it names the child.
 * @throws CHILD_ID_INVALID, EXPRESSION_*
 */
export function nameChildren(tasks: readonly TaskConfig[], scope: Scope): readonly ChildSpec[] {
  const children = tasks.map(({ id }) => ({ step: id, id: renderChildId(id, scope) }));
  if (children.some(({ step, id }) => step !== id)) assertUniqueChildIds(children);
  return children;
}

/**
 * A child's own id: the id as written, rendered when it is a template.
 * @throws CHILD_ID_INVALID when the result cannot be an id, EXPRESSION_*
 */
export function renderChildId(written: StepId, scope: Scope): string {
  if (!written.includes("{{")) return written;
  const id = renderValue(written, scope);
  if (typeof id === "string" && ID_PATTERN.test(id)) return id;
  throw new TaskloomError("CHILD_ID_INVALID", `the id \`${written}\` gives ${JSON.stringify(id)}, which is no id`, {
    details: { written, id },
  });
}

/**
 * Refuses children that share an id.
 * @throws CHILD_ID_INVALID naming the id and the first two positions that have it
 */
export function assertUniqueChildIds(children: readonly ChildSpec[]): void {
  const positions = new Map<string, number>();
  for (const [position, { id }] of children.entries()) {
    const first = positions.get(id);
    if (first !== undefined) throw duplicateId(id, first, position);
    positions.set(id, position);
  }
}

function duplicateId(id: string, first: number, second: number): TaskloomError {
  const message = `children ${first} and ${second} both have the id \`${id}\`: make it a template, or leave it out`;
  return new TaskloomError("CHILD_ID_INVALID", message, { details: { id, positions: [first, second] } });
}
