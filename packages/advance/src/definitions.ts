import type { CompiledDefinition, JsonObject, StepId, TaskConfig } from "@taskloom/interfaces";
import { indexDefinition, type TaskTypeDefinition } from "@taskloom/shared";

/** A definition in memory, with the configuration of each of its steps. */
export interface KnownDefinition {
  readonly compiled: CompiledDefinition;
  readonly version: string | null;
  /** Templates of the run's output; absent: the output is that of its top-level tasks. */
  readonly outputs: JsonObject | undefined;
  /** The configuration of a step. */
  task(step: StepId): TaskConfig;
  /** `env` as a step sees it; without a step, as the workflow's own outputs do. */
  env(step?: StepId): JsonObject;
}

/** The definitions that a process has in memory, by hash. */
export interface Definitions {
  add(definition: CompiledDefinition): KnownDefinition;
  find(hash: string): KnownDefinition | undefined;
}

const MAX_KNOWN = 1_000;

/** Definitions in memory; the oldest go when there are more than 1,000. */
export function createDefinitions(taskTypes: readonly TaskTypeDefinition[]): Definitions {
  const known = new Map<string, KnownDefinition>();
  return {
    add: (compiled) => {
      const before = known.get(compiled.hash);
      if (before !== undefined) return before;
      const definition = createKnownDefinition(compiled, taskTypes);
      known.set(compiled.hash, definition);
      const [oldest] = known.keys();
      if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
      return definition;
    },
    find: (hash) => known.get(hash),
  };
}

function createKnownDefinition(
  compiled: CompiledDefinition,
  taskTypes: readonly TaskTypeDefinition[],
): KnownDefinition {
  const index = indexDefinition(compiled, { taskTypes });
  const envs = new Map<StepId, JsonObject>();
  const { workflow } = index;
  const findEnv = (step: StepId): JsonObject => {
    const env = envs.get(step) ?? index.env(step);
    envs.set(step, env);
    return env;
  };
  return {
    compiled,
    version: workflow.version ?? null,
    outputs: index.outputs,
    task: (step) => index.task(step),
    env: (step) => (step === undefined ? ((workflow.env ?? {}) as JsonObject) : findEnv(step)),
  };
}
