import { isSlow } from "../plan/durability.js";
import type { DefinitionModel } from "./definition-model.js";
import type { Finding } from "./finding.js";

/** RELAXED_SLOW (warning): a relaxed task that may take more than 5 s is a unit of its own. */
export function* checkRelaxed(model: DefinitionModel): Iterable<Finding> {
  for (const node of model.tree.nodes) {
    if (node.isBroken || !isSlow(node, model)) continue;
    const key = (["timeout", "heartbeat_timeout"] as const).find((name) => node.config[name] !== undefined);
    const pointer = key === undefined ? node.pointer : [...node.pointer, key];
    const message = `'${node.id}' is relaxed and may take more than 5 s: it shares no unit with its neighbours`;
    yield { code: "RELAXED_SLOW", severity: "warning", message, pointer, task: node.id };
  }
}
