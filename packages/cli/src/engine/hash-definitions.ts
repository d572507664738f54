import { createHash } from "node:crypto";
import type { CompiledDefinition } from "@taskloom/interfaces";

/** One hash of several definitions, whatever their order: workers with the same ones can stand in for each other. */
export function hashDefinitions(definitions: readonly CompiledDefinition[]): string {
  const hash = createHash("sha256");
  for (const each of definitions.map((definition) => definition.hash).toSorted()) hash.update(`${each}\n`);
  return hash.digest("hex");
}
