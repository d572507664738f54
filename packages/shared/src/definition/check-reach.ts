import type { DefinitionModel } from "./definition-model.js";
import type { Finding } from "./finding.js";

/** TASK_UNREACHABLE (warning): no path from the start leads to the task. */
export function* checkReach({ tree, graph }: DefinitionModel): Iterable<Finding> {
  for (const node of tree.roots) {
    if (graph.isReachable(node)) continue;
    const message = `no path leads to '${node.id}'`;
    yield { code: "TASK_UNREACHABLE", severity: "warning", message, pointer: node.pointer, task: node.id };
  }
}
