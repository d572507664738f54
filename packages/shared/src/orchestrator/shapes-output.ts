import type { TaskConfig } from "@taskloom/interfaces";

/** Whether something follows the task's work: its orchestrator has to be asked when the work has ended. */
export function shapesOutput(task: TaskConfig): boolean {
  return task.outputs !== undefined || task.output_schema !== undefined;
}
