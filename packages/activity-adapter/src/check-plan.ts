import type { CompiledDefinition, Plan } from "@taskloom/interfaces";
import { TaskloomError, type PlanFault } from "@taskloom/shared";

/** Bytes of JSON that a plan may have: it travels with the run. */
const MAX_PLAN_BYTES = 256 * 1024;

/** What a plan asks for that this engine cannot honour. */
export function checkPlan(plan: Plan): readonly PlanFault[] {
  const { start: task } = plan;
  const bytes = Buffer.byteLength(JSON.stringify(plan));
  if (bytes <= MAX_PLAN_BYTES) return [];
  const message = `on Temporal a plan has at most ${MAX_PLAN_BYTES} bytes: this one has ${bytes}, with ${Object.keys(plan.steps).length} tasks`;
  return [{ code: "PLAN_TOO_LARGE", message, task, key: "id" }];
}

/** @throws PLAN_TOO_LARGE */
export function assertHonoured({ id, plan }: CompiledDefinition): void {
  const [fault] = checkPlan(plan);
  if (fault !== undefined) throw new TaskloomError(fault.code, fault.message, { details: { workflow: id } });
}
