import type { JsonObject, JsonValue, LoadLimits } from "@taskloom/interfaces";
import { checkExpressions } from "./check-expressions.js";
import { checkIds } from "./check-ids.js";
import { checkNames } from "./check-names.js";
import { checkReach } from "./check-reach.js";
import { checkRelaxed } from "./check-relaxed.js";
import { checkSchedules } from "./check-schedules.js";
import { checkTransitions } from "./check-transitions.js";
import { checkTypes } from "./check-types.js";
import { createDefinitionModel } from "./definition-model.js";
import type { DefinitionModel } from "./definition-model.js";
import type { DefinitionSchema } from "./definition-schema.js";
import { collectFindings } from "./finding.js";
import type { Finding } from "./finding.js";
import { createTaskInspection } from "./inspect-task.js";
import { findMisfits } from "./misfits.js";
import { createTaskTree } from "./task-tree.js";
import type { WorkflowConfig } from "./workflow-schema.js";

export interface CheckedDefinition {
  /** Absent when the workflow's own form is wrong. */
  readonly model?: DefinitionModel;
  readonly findings: readonly Finding[];
}

/** Everything that can be said of a definition before it runs. */
export function checkDefinition(
  definition: JsonValue,
  schema: DefinitionSchema,
  limits: LoadLimits,
  checkCron?: (cron: string) => string | undefined,
): CheckedDefinition {
  if (!isObject(definition)) {
    const message = "a definition must be an object with an `id` and `tasks`";
    return { findings: [{ code: "DEFINITION_INVALID", message, pointer: [] }] };
  }
  const misfits = findMisfits(schema.workflow, definition, { pointer: [] });
  const tasks = Array.isArray(definition["tasks"]) ? definition["tasks"] : [];
  const tree = createTaskTree(tasks, schema, createTaskInspection(schema), limits);
  const form = [misfits.findings, tree.findings, checkIds(tree), checkNames(tree), checkTypes(tree)];
  if (!misfits.isUsable) return { findings: collectFindings(form) };
  const model = createDefinitionModel(definition as WorkflowConfig, tree);
  const expressions = checkExpressions(model, limits);
  const checks = [checkTransitions(model), expressions, checkReach(model), checkRelaxed(model)];
  const findings = collectFindings([...form, checkSchedules(model.workflow, checkCron), ...checks]);
  return { model, findings: dropDoubtful(findings, model) };
}

/** What depends on the graph is not worth saying while the graph is not what its author meant. */
function dropDoubtful(findings: readonly Finding[], { isIntact }: DefinitionModel): readonly Finding[] {
  if (isIntact && findings.every(({ code }) => code !== "TASK_UNKNOWN_NEXT")) return findings;
  return findings.filter(({ code }) => code !== "TASK_UNREACHABLE" && code !== "TASK_RUNS_LATER");
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
