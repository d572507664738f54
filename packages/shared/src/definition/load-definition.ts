import { lowerLimits, type CompiledDefinition, type JsonValue, type Limits } from "@taskloom/interfaces";
import { canonicalize } from "../plan/canonical-value.js";
import { compilePlan } from "../plan/compile-plan.js";
import { readSource } from "../source/read-source.js";
import type { SourceDocument, SourceFormat } from "../source/read-source.js";
import { checkDefinition } from "./check-definition.js";
import { buildDefinitionSchema } from "./definition-schema.js";
import { hasErrors } from "./diagnostic.js";
import type { Diagnostic } from "./diagnostic.js";
import { placeFindings } from "./finding.js";
import type { Finding } from "./finding.js";
import type { TaskTypeOptions } from "./open-definition.js";
import { findPlanFaults, type CheckPlan } from "./plan-fault.js";
import { readValue } from "./read-value.js";

/** A definition as a text, or as a value that a program made. */
export type DefinitionSource =
  | { readonly text: string; readonly format: SourceFormat; readonly file?: string }
  | { readonly value: unknown; readonly file?: string };

export interface LoadOptions extends TaskTypeOptions {
  /** Says what is wrong with a cron text of five or six fields. Default: nothing is. */
  readonly checkCron?: (cron: string) => string | undefined;
  /** Says what the engine that is to run it cannot honour. Default: it can honour everything. */
  readonly checkPlan?: CheckPlan;
  /** Limits that are to be lower than the default; those of runs become part of the plan and of the hash. */
  readonly limits?: Partial<Limits>;
}

export interface LoadedDefinition {
  /** Absent when there are errors. */
  readonly compiled?: CompiledDefinition;
  /** The content as written, when it could be read at all. */
  readonly definition?: JsonValue;
  /** Errors and warnings, in the order of the text; at most 1,000. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads, checks and compiles a definition. Whatever is wrong with it is a diagnostic.
 * @throws TASK_TYPE_DUPLICATE, TASK_TYPE_UNKNOWN when the task types themselves are wrong
 */
export function loadDefinition(source: DefinitionSource, options: LoadOptions): LoadedDefinition {
  const file = source.file ?? null;
  const limits = lowerLimits(options.limits ?? {});
  if ("text" in source) {
    const { document, problems } = readSource(source.text, source.format, limits);
    if (document !== undefined) return compile(document.value, { ...options, limits }, document, file);
    const place = { severity: "error", file, task: null, hint: null } as const;
    return {
      diagnostics: problems.map(({ code, message, line, column }) => ({ ...place, code, message, line, column })),
    };
  }
  const result = readValue(source.value, limits);
  if ("value" in result) return compile(result.value, { ...options, limits }, undefined, file);
  return { diagnostics: placeFindings([result.finding], undefined, file) };
}

function compile(
  definition: JsonValue,
  options: LoadOptions & { readonly limits: Limits },
  document: SourceDocument | undefined,
  file: string | null,
): LoadedDefinition {
  const schema = buildDefinitionSchema(options.taskTypes, options.defaultType);
  const { model, findings } = checkDefinition(definition, schema, options.limits, options.checkCron);
  const place = (found: readonly Finding[]): readonly Diagnostic[] => placeFindings(found, document, file);
  if (model === undefined || hasErrors(findings)) return { definition, diagnostics: place(findings) };
  const plan = compilePlan(model, options.limits);
  const faults = findPlanFaults(plan, model, options.checkPlan);
  const diagnostics = place([...findings, ...faults]);
  if (hasErrors(faults)) return { definition, diagnostics };
  const { value, hash } = canonicalize(definition, plan.limits);
  return { definition, diagnostics, compiled: { id: model.workflow.id, hash, plan, definition: value } };
}
