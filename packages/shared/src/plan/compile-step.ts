import type { PlanStep, StepEffects, StepReferences } from "@taskloom/interfaces";
import { listTaskSites } from "../definition/expression-sites.js";
import type { DefinitionModel } from "../definition/definition-model.js";
import type { TaskNode } from "../definition/task-node.js";
import { parseDuration } from "../duration.js";
import { shapesOutput } from "../orchestrator/shapes-output.js";
import { resolveAttemptPolicy } from "./attempt-policy.js";
import { isRelaxed, isSlow } from "./durability.js";
import { collectReferences } from "./step-references.js";

type Part = Partial<PlanStep>;

/** One task as the engine sees it. What is absent or false is left out: a plan travels with its run. */
export function compileStep(node: TaskNode, model: DefinitionModel): PlanStep {
  const { type, config } = node;
  const effects = type.effects(config);
  const references = collectReferences(listTaskSites(node));
  return {
    type: type.type,
    ...(config.title !== undefined && { title: config.title }),
    ...describePlace(node),
    effects,
    ...describeWork(node, effects, model),
    ...describeStart(node),
    ...(references !== undefined && { references: references satisfies StepReferences }),
  };
}

function describePlace({ parent, children, config, type }: TaskNode): Part {
  const mayGoTo = [...new Set(type.next(config).map(({ to }) => to))];
  return {
    ...(parent !== undefined && { parent: parent.id }),
    ...(children.length > 0 && { children: children.map(({ id }) => id) }),
    ...(config.on_success !== undefined && { next: config.on_success.next }),
    ...(config.on_error !== undefined && { onError: config.on_error.next }),
    ...(mayGoTo.length > 0 && { mayGoTo }),
  };
}

function describeWork(node: TaskNode, effects: StepEffects, model: DefinitionModel): Part {
  const { type, config } = node;
  const [awaits] = type.signals(config);
  const inAttempts = effects === "handler" || effects === "idempotent";
  const isLimited = effects === "none" && config.timeout !== undefined;
  return {
    ...(awaits !== undefined && { awaits }),
    ...(isRelaxed(node, model) && { relaxed: true }),
    ...(isSlow(node, model) && { slow: true }),
    ...(shapesOutput(config) && { shapesOutput: true }),
    ...(inAttempts && { attempts: resolveAttemptPolicy(node, model) }),
    ...(isLimited && { timeoutMs: parseDuration(config.timeout) }),
  };
}

function describeStart({ config }: TaskNode): Part {
  return {
    ...(config.delay !== undefined && { delayMs: parseDuration(config.delay) }),
    ...(config.if !== undefined && { conditional: true }),
    ...(config.priority !== undefined && { priority: config.priority }),
    ...(config.task_queue !== undefined && { queue: config.task_queue }),
  };
}
