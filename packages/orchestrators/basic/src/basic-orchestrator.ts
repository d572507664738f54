import type { TaskOrchestrator } from "@taskloom/interfaces";
import { createBaseOrchestrator } from "@taskloom/shared";
import type { BasicConfig } from "./basic-config.js";

/** Has the handler `action` called with the task's input; what it returns is the output. */
export function createBasicOrchestrator(): TaskOrchestrator<BasicConfig> {
  return createBaseOrchestrator<BasicConfig>({
    type: "basic",
    prepareExecution: ({ task, input }) => ({ kind: "execute", action: task.action, input }),
  });
}
