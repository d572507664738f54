import { parseDuration } from "../duration.js";
import type { DefinitionModel } from "../definition/definition-model.js";
import { walkOutwards } from "../definition/task-node.js";
import type { TaskNode } from "../definition/task-node.js";

/** What takes longer shares no unit with its neighbours. */
const SHORT_MS = 5_000;

/** Whether the task's results may be durable together with its neighbours': its own word, else its container's, else the workflow's. */
export function isRelaxed(node: TaskNode, { workflow }: Pick<DefinitionModel, "workflow">): boolean {
  for (const { config } of walkOutwards(node)) {
    if (config.durability !== undefined) return config.durability === "relaxed";
  }
  return workflow.defaults?.durability === "relaxed";
}

/** Whether a relaxed task calls a handler that may take more than 5 s. */
export function isSlow(node: TaskNode, model: Pick<DefinitionModel, "workflow">): boolean {
  const { config, type } = node;
  if (type.effects(config) !== "handler" || !isRelaxed(node, model)) return false;
  const timeout = config.timeout ?? model.workflow.defaults?.timeout;
  return config.heartbeat_timeout !== undefined || (timeout !== undefined && parseDuration(timeout) > SHORT_MS);
}
