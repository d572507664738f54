import type { TaskTypeDefinition } from "@taskloom/shared";
import { compositeSchema } from "./composite-config.js";
import type { CompositeConfig } from "./composite-config.js";
import { createCompositeOrchestrator } from "./composite-orchestrator.js";

/** The `composite` task type. */
export const taskType: TaskTypeDefinition<CompositeConfig> = {
  type: "composite",
  configSchema: compositeSchema,
  children: ({ tasks }) => tasks.map((task, index) => ({ task, pointer: ["tasks", index], seesSiblings: true })),
  expressions: () => [],
  effects: () => "none",
  next: () => [],
  signals: () => [],
  create: createCompositeOrchestrator,
};
