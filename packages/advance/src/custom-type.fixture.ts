import { z } from "zod";
import type { StepEffects, TaskConfig, TaskOrchestrator } from "@taskloom/interfaces";
import { createBaseOrchestrator, nestedTask, type TaskTypeDefinition } from "@taskloom/shared";

export interface CustomConfig extends TaskConfig {
  readonly action?: string;
  readonly child?: TaskConfig;
}

/** A task type of a test's own: `action` and a `child` it may have. */
export function createType(
  type: string,
  effects: StepEffects,
  parts: Partial<TaskOrchestrator<CustomConfig>>,
): TaskTypeDefinition<CustomConfig> {
  return {
    type,
    configSchema: z.strictObject({ action: z.string().optional(), child: nestedTask.optional() }),
    children: ({ child }) => (child === undefined ? [] : [{ task: child, pointer: ["child"] }]),
    expressions: () => [],
    effects: () => effects,
    next: () => [],
    signals: () => [],
    create: () => ({
      ...createBaseOrchestrator<CustomConfig>({
        type,
        prepareExecution: () => ({ kind: "done", status: "completed" }),
      }),
      ...parts,
    }),
  };
}
