import type { CompiledDefinition, Plan } from "@taskloom/interfaces";
import { TaskloomError, type PlanFault } from "@taskloom/shared";

/** What a plan asks for that this engine cannot honour. */
export function checkPlan({ steps }: Plan): readonly PlanFault[] {
  return Object.entries(steps).flatMap(([task, { queue }]) => {
    if (queue === undefined) return [];
    const message = `the embedded engine has one queue: it cannot run '${task}' on '${queue}'`;
    return [{ code: "OPTION_NOT_SUPPORTED", message, task, key: "task_queue" }];
  });
}

/** @throws OPTION_NOT_SUPPORTED for a definition that was loaded for another engine */
export function assertHonoured({ id, plan }: CompiledDefinition): void {
  const [fault] = checkPlan(plan);
  if (fault === undefined) return;
  const { code, message, task, key } = fault;
  throw new TaskloomError(code, message, { details: { workflow: id, task, key } });
}
