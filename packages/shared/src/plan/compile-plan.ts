import { DEFAULT_RUN_LIMITS, type Plan, type RunLimits } from "@taskloom/interfaces";
import type { DefinitionModel } from "../definition/definition-model.js";
import { listWorkflowSites } from "../definition/expression-sites.js";
import { parseDuration } from "../duration.js";
import { compileStep } from "./compile-step.js";
import { collectReferences } from "./step-references.js";

/** The plan of a definition without errors. */
export function compilePlan(model: DefinitionModel, limits: RunLimits): Plan {
  const { workflow, tree, graph } = model;
  const steps = Object.fromEntries(tree.nodes.map((node) => [node.id, compileStep(node, model)]));
  const signals = [...new Set(tree.nodes.flatMap(({ type, config }) => type.signals(config)))].toSorted();
  const ofRun = listWorkflowSites(model).filter(({ place }) => place === "run_outputs");
  const lowered = findLowered(limits);
  return {
    version: 1,
    workflow: workflow.id,
    start: graph.start?.id ?? "",
    steps,
    signals,
    ...(workflow.timeout !== undefined && { timeoutMs: parseDuration(workflow.timeout) }),
    ...(lowered !== undefined && { limits: lowered }),
    ...(workflow.outputs !== undefined && { outputs: collectReferences(ofRun) ?? {} }),
  };
}

/** The limits that are lower than the default; undefined when none is. */
function findLowered(limits: RunLimits): Partial<RunLimits> | undefined {
  const names = Object.keys(DEFAULT_RUN_LIMITS) as (keyof RunLimits)[];
  const lowered = names.filter((name) => limits[name] < DEFAULT_RUN_LIMITS[name]);
  return lowered.length === 0 ? undefined : Object.fromEntries(lowered.map((name) => [name, limits[name]]));
}
