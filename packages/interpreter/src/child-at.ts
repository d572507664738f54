import type { ChildrenDirective, ChildSpec } from "@taskloom/interfaces";

const sorted = new WeakMap<ChildrenDirective, readonly ChildSpec[]>();

/** The child that starts at this position; of a counted source only its step and index are known. */
export function childAt(directive: ChildrenDirective, position: number, containerId: string): ChildSpec {
  const { source } = directive;
  if (!("children" in source)) return { step: source.step, id: `${containerId}-${position}`, index: position };
  const child = inStartOrder(directive, source.children)[position];
  if (child === undefined) throw new Error(`container '${containerId}' has no child at ${position}`);
  return child;
}

function inStartOrder(directive: ChildrenDirective, children: readonly ChildSpec[]): readonly ChildSpec[] {
  if (directive.settle.order === "listed") return children;
  const known = sorted.get(directive);
  if (known !== undefined) return known;
  const order = children.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  sorted.set(directive, order);
  return order;
}
