import type { CompiledDefinition, StepId, TaskType } from "@taskloom/interfaces";
import { openDefinition } from "../definition/open-definition.js";
import type { TaskTypeOptions } from "../definition/open-definition.js";
import type { TaskNode } from "../definition/task-node.js";
import type { Pointer } from "../model/task-type.js";

/** A definition as a picture: what `taskloom graph --format json` prints. */
export interface WorkflowGraph {
  readonly workflow: string;
  readonly start: StepId;
  /** Every container before what is inside it. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  readonly id: StepId;
  readonly type: TaskType;
  readonly title: string | null;
  /** The container that it stands in. */
  readonly parent: StepId | null;
}

export interface GraphEdge {
  readonly from: StepId;
  readonly to: StepId;
  /** `success`, `error`: a transition. `decision`: the task's own. `order`: inside a container, one after the other. */
  readonly kind: "success" | "error" | "decision" | "order";
  /** What leads there: a route's text. */
  readonly label: string | null;
}

/** @throws TASK_TYPE_UNKNOWN */
export function describeGraph(
  { definition }: Pick<CompiledDefinition, "definition">,
  options: TaskTypeOptions,
): WorkflowGraph {
  const { workflow, tree, graph } = openDefinition(definition, options);
  return {
    workflow: workflow.id,
    start: graph.start?.id ?? "",
    nodes: tree.nodes.map(describeNode),
    edges: tree.nodes.flatMap((node) => [...listTransitions(node), ...listOrder(node)]),
  };
}

function describeNode({ id, type, config, parent }: TaskNode): GraphNode {
  return { id, type: type.type, title: config.title ?? null, parent: parent?.id ?? null };
}

function listTransitions({ id, config, type }: TaskNode): readonly GraphEdge[] {
  const edge = (kind: GraphEdge["kind"], to: StepId | undefined, label: string | null = null): readonly GraphEdge[] =>
    to === undefined ? [] : [{ from: id, to, kind, label }];
  return [
    ...edge("success", config.on_success?.next),
    ...edge("error", config.on_error?.next),
    ...type.next(config).flatMap(({ pointer, to }) => edge("decision", to, nameDecision(pointer))),
  ];
}

/** `x` of `routes.x`, `on_timeout` of `on_timeout.next`. */
function nameDecision(pointer: Pointer): string | null {
  const name = pointer.findLast((segment) => typeof segment === "string" && segment !== "next");
  return name === undefined ? null : String(name);
}

function listOrder({ children }: TaskNode): readonly GraphEdge[] {
  return children.slice(1).flatMap((child, index) => {
    const before = children[index];
    if (before === undefined || child.nested.seesSiblings !== true) return [];
    return [{ from: before.id, to: child.id, kind: "order" as const, label: null }];
  });
}

/** The nodes inside each container; those at top level under null. */
export function groupByParent(nodes: readonly GraphNode[]): ReadonlyMap<StepId | null, readonly GraphNode[]> {
  const groups = new Map<StepId | null, GraphNode[]>();
  for (const node of nodes) {
    const group = groups.get(node.parent);
    if (group === undefined) groups.set(node.parent, [node]);
    else group.push(node);
  }
  return groups;
}
