import type { StepId } from "@taskloom/interfaces";
import { createTaskGraph } from "./task-graph.js";
import type { TaskGraph } from "./task-graph.js";
import type { TaskNode } from "./task-node.js";
import type { TaskTree } from "./task-tree.js";
import type { WorkflowConfig } from "./workflow-schema.js";

/** A definition taken apart: what checks, the plan and pictures of it are made from. */
export interface DefinitionModel {
  readonly workflow: WorkflowConfig;
  readonly tree: TaskTree;
  /** The first of each id. */
  readonly byId: ReadonlyMap<StepId, TaskNode>;
  readonly graph: TaskGraph;
  /** The form of every task is right, so that the graph is the author's. */
  readonly isIntact: boolean;
}

export function createDefinitionModel(workflow: WorkflowConfig, tree: TaskTree): DefinitionModel {
  const byId = new Map<StepId, TaskNode>();
  for (const node of tree.nodes) if (node.id !== "" && !byId.has(node.id)) byId.set(node.id, node);
  const isIntact = tree.nodes.every(({ isBroken }) => !isBroken);
  return { workflow, tree, byId, graph: createTaskGraph(tree.roots, workflow.start), isIntact };
}
