import type { ErrorCode, Plan, StepId } from "@taskloom/interfaces";
import type { DefinitionModel } from "./definition-model.js";
import type { Severity } from "./diagnostic.js";
import type { Finding } from "./finding.js";

/** Something in a plan that an engine cannot honour. */
export interface PlanFault {
  readonly code: ErrorCode;
  /** Default `error`. */
  readonly severity?: Severity;
  readonly message: string;
  readonly task: StepId;
  /** The task's key that asks for it. */
  readonly key: string;
  readonly hint?: string;
}

/** Says what an engine cannot honour of a plan. */
export type CheckPlan = (plan: Plan) => readonly PlanFault[];

/** The faults at the places of the keys that ask for them. */
export function findPlanFaults(plan: Plan, { tree }: DefinitionModel, checkPlan?: CheckPlan): readonly Finding[] {
  return (checkPlan?.(plan) ?? []).map(({ key, ...fault }) => {
    const pointer = tree.nodes.find(({ id }) => id === fault.task)?.pointer ?? [];
    return { ...fault, pointer: [...pointer, key], at: "key" };
  });
}
