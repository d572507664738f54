import { checkTolerance } from "@taskloom/shared";
import type { ConfigProblem, TaskTypeDefinition } from "@taskloom/shared";
import { parallelSchema } from "./parallel-config.js";
import type { ParallelConfig } from "./parallel-config.js";
import { createParallelOrchestrator } from "./parallel-orchestrator.js";

/** The `parallel` task type. */
export const taskType: TaskTypeDefinition<ParallelConfig> = {
  type: "parallel",
  configSchema: parallelSchema,
  children: ({ tasks }) => tasks.map((task, index) => ({ task, pointer: ["tasks", index] })),
  expressions: () => [],
  effects: () => "none",
  next: () => [],
  signals: () => [],
  check: (config) => [...checkTasks(config), ...checkTolerance(config)],
  create: createParallelOrchestrator,
};

function checkTasks({ tasks }: ParallelConfig): readonly ConfigProblem[] {
  if (tasks.length > 0) return [];
  return [{ pointer: ["tasks"], code: "TASKS_EMPTY", message: "a parallel task needs at least one task" }];
}
