import type { StepId, StepReferences } from "@taskloom/interfaces";
import { readReferences } from "../definition/expression-sites.js";
import type { Site } from "../definition/expression-sites.js";
import type { ReferenceSite } from "../expressions/references.js";

/** What the expressions refer to; undefined when to nothing. */
export function collectReferences(sites: readonly Site[]): StepReferences | undefined {
  const parts = sites.flatMap((site) => readReferences(site).sites);
  const tasks = listIds(parts);
  const children = listIds(parts.filter(({ text }) => text.includes("children")));
  const workflowInput = parts.some(readsInput);
  if (tasks.length === 0 && !workflowInput) return undefined;
  return {
    ...(tasks.length > 0 && { tasks }),
    ...(children.length > 0 && { children }),
    ...(workflowInput && { workflowInput }),
  };
}

function listIds(parts: readonly ReferenceSite[]): readonly StepId[] {
  return [...new Set(parts.flatMap(({ tasks }) => tasks))].toSorted();
}

const OTHER_KEYS = /\bworkflow\s*\.\s*(?:id|version|run_id|labels)\b/g;

/** Unless all that it reads of `workflow` is something else. */
function readsInput({ variables, text }: ReferenceSite): boolean {
  return variables.includes("workflow") && text.replace(OTHER_KEYS, "").includes("workflow");
}
