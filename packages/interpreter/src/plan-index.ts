import { DEFAULT_RUN_LIMITS, type Plan, type PlanStep, type RunLimits, type StepId } from "@taskloom/interfaces";

/** A plan with what follows from it: computed once, kept as long as the plan. */
export interface PlanIndex {
  readonly plan: Plan;
  /** All limits of the run: those of the plan, else the default. */
  readonly limits: RunLimits;
  /**
   * The step of that id.
   * @throws when the plan has none: state and plan do not belong together
   */
  step(id: StepId): PlanStep;
  /** Whether some expression reads `tasks.<id>`: its record is kept when it has ended. */
  isReferred(id: StepId): boolean;
  /** Whether some expression reads `tasks.<id>.children`. */
  hasChildrenReferred(id: StepId): boolean;
}

const indexes = new WeakMap<Plan, PlanIndex>();

/** The index of a plan; the same plan gives the same index. */
export function indexPlan(plan: Plan): PlanIndex {
  const known = indexes.get(plan);
  if (known !== undefined) return known;
  const index = createPlanIndex(plan);
  indexes.set(plan, index);
  return index;
}

function createPlanIndex(plan: Plan): PlanIndex {
  const references = [...Object.values(plan.steps).map((step) => step.references), plan.outputs];
  const children = new Set(references.flatMap((reference) => reference?.children ?? []));
  const tasks = new Set([...references.flatMap((reference) => reference?.tasks ?? []), ...children]);
  const steps = new Map(Object.entries(plan.steps));
  return {
    plan,
    limits: { ...DEFAULT_RUN_LIMITS, ...plan.limits },
    step(id) {
      const step = steps.get(id);
      if (step === undefined) throw new Error(`the plan of '${plan.workflow}' has no step '${id}'`);
      return step;
    },
    isReferred: (id) => tasks.has(id),
    hasChildrenReferred: (id) => children.has(id),
  };
}
