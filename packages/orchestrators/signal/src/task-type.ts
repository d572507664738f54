import type { TaskTypeDefinition } from "@taskloom/shared";
import { signalSchema } from "./signal-config.js";
import type { SignalConfig } from "./signal-config.js";
import { createSignalOrchestrator } from "./signal-orchestrator.js";

/** The `signal` task type. */
export const taskType: TaskTypeDefinition<SignalConfig> = {
  type: "signal",
  configSchema: signalSchema,
  children: () => [],
  expressions: ({ signal }) => [{ pointer: ["signal"], kind: "template", value: signal }],
  effects: () => "idempotent",
  next: () => [],
  signals: () => [],
  create: createSignalOrchestrator,
};
