import type { CompiledDefinition, JsonObject } from "@taskloom/interfaces";

/** The labels that a definition gives to its runs. */
export function readLabels({ definition }: CompiledDefinition): JsonObject {
  const { labels } = definition;
  return typeof labels === "object" && labels !== null && !Array.isArray(labels) ? (labels as JsonObject) : {};
}
