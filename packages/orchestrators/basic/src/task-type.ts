import type { TaskTypeDefinition } from "@taskloom/shared";
import { basicSchema } from "./basic-config.js";
import type { BasicConfig } from "./basic-config.js";
import { createBasicOrchestrator } from "./basic-orchestrator.js";

/** The `basic` task type. */
export const taskType: TaskTypeDefinition<BasicConfig> = {
  type: "basic",
  configSchema: basicSchema,
  children: () => [],
  expressions: () => [],
  effects: () => "handler",
  next: () => [],
  signals: () => [],
  create: createBasicOrchestrator,
};
