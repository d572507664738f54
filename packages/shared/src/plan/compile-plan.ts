import type { Plan } from "@taskloom/interfaces";
import type { DefinitionModel } from "../definition/definition-model.js";
import { listWorkflowSites } from "../definition/expression-sites.js";
import { parseDuration } from "../duration.js";
import { compileStep } from "./compile-step.js";
import { collectReferences } from "./step-references.js";

/** The plan of a definition without errors. */
export function compilePlan(model: DefinitionModel): Plan {
  const { workflow, tree, graph } = model;
  const steps = Object.fromEntries(tree.nodes.map((node) => [node.id, compileStep(node, model)]));
  const signals = [...new Set(tree.nodes.flatMap(({ type, config }) => type.signals(config)))].toSorted();
  const ofRun = listWorkflowSites(model).filter(({ place }) => place === "run_outputs");
  return {
    version: 1,
    workflow: workflow.id,
    start: graph.start?.id ?? "",
    steps,
    signals,
    ...(workflow.timeout !== undefined && { timeoutMs: parseDuration(workflow.timeout) }),
    ...(workflow.outputs !== undefined && { outputs: collectReferences(ofRun) ?? {} }),
  };
}
