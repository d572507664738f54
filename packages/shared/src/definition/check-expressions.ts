import type { JsonObject, JsonValue } from "@taskloom/interfaces";
import { isTaskloomError } from "../errors/taskloom-error.js";
import type { TaskloomError } from "../errors/taskloom-error.js";
import type { ParseLimits } from "../expressions/limits.js";
import type { References } from "../expressions/references.js";
import type { Pointer } from "../model/task-type.js";
import { checkTaskReferences } from "./check-references.js";
import { checkVariables } from "./check-variables.js";
import type { DefinitionModel } from "./definition-model.js";
import { listTaskSites, listWorkflowSites, readReferences } from "./expression-sites.js";
import type { Site } from "./expression-sites.js";
import type { Finding } from "./finding.js";

/** EXPRESSION_*, INPUT_IN_WITH, SECRET_NOT_ALLOWED, and the warning TASK_RUNS_LATER. */
export function* checkExpressions(model: DefinitionModel, limits: ParseLimits): Iterable<Finding> {
  for (const node of model.tree.nodes) for (const site of listTaskSites(node)) yield* checkSite(site, model, limits);
  for (const site of listWorkflowSites(model)) yield* checkSite(site, model, limits);
}

function* checkSite(site: Site, model: DefinitionModel, limits: ParseLimits): Iterable<Finding> {
  const references = readOrExplain(site, limits);
  if ("code" in references) {
    yield references;
    return;
  }
  for (const part of references.sites) {
    yield* checkVariables(part, site, model);
    if (site.place !== "trigger") yield* checkTaskReferences(part, site, model);
  }
}

function readOrExplain(site: Site, limits: ParseLimits): References | Finding {
  try {
    return readReferences(site, limits);
  } catch (error) {
    if (!isTaskloomError(error)) throw error;
    return describeFault(error, site);
  }
}

function describeFault({ code, message, details }: TaskloomError, site: Site): Finding {
  const { pointer, offset, hint } = readDetails(details);
  const task = site.owner?.id;
  return { code, message, pointer: [...site.pointer, ...pointer], at: offset, task, hint };
}

function readDetails(details: JsonValue): { pointer: Pointer; offset: number; hint: string | undefined } {
  const { pointer, offset, hint } = isObject(details) ? details : {};
  return {
    pointer: Array.isArray(pointer) ? (pointer as Pointer) : [],
    offset: typeof offset === "number" ? offset : 0,
    hint: typeof hint === "string" ? hint : undefined,
  };
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
