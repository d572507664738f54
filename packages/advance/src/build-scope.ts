import type { JsonObject, JsonValue, RunState, Scope, StepReferences, TaskPath } from "@taskloom/interfaces";
import type { KnownDefinition } from "./definitions.js";
import { findEnded, listBranch } from "./branch.js";
import { describeTask } from "./describe-task.js";
import type { Step } from "./step.js";
import type { StoredValues } from "./stored-values.js";

/**
 * What the expressions of a step see.
 * @throws BLOB_LOST, STORE_UNAVAILABLE
 */
export async function buildStepScope({ setting, request, plan, env }: Step): Promise<OwnScope> {
  const { slice, definition, values } = setting;
  const { record, now } = request;
  return buildScope({ slice, path: record.path, definition, references: plan.references, env, now }, values);
}

/** A scope that belongs to the step that it was built for: what comes later is added to it. */
export interface OwnScope extends Scope {
  readonly variables: Record<string, JsonValue>;
}

/** Where a scope is needed. */
export interface ScopePlace {
  readonly slice: RunState;
  readonly path: TaskPath;
  readonly definition: KnownDefinition;
  readonly references: StepReferences | undefined;
  readonly env: JsonObject;
  readonly now: number;
}

/**
 * What expressions see at a place: `workflow`, `env`, the variables of items around it, `error`, and those tasks that
 * they refer to.
 * @throws BLOB_LOST, STORE_UNAVAILABLE
 */
export async function buildScope(place: ScopePlace, values: StoredValues): Promise<OwnScope> {
  const { slice, path, references, definition, env, now } = place;
  const variables: Record<string, JsonValue> = {
    workflow: {
      id: slice.workflow,
      version: definition.version,
      run_id: slice.runId,
      labels: slice.labels,
      input: references?.workflowInput === true ? await values.read(slice.input) : null,
    },
    env,
    tasks: references?.tasks === undefined ? {} : await describeReferred(place, references.tasks, values),
  };
  for (const { scope } of listBranch(slice, path)) if (scope !== undefined) Object.assign(variables, scope);
  if (slice.caught !== undefined) variables["error"] = { ...slice.caught };
  return { now, variables };
}

async function describeReferred(
  { slice, path }: ScopePlace,
  referred: readonly string[],
  values: StoredValues,
): Promise<JsonObject> {
  const tasks: Record<string, JsonValue> = {};
  for (const id of referred) {
    const record = findEnded(slice, path, id);
    if (record !== undefined) tasks[id] = await describeTask(record, values);
  }
  return tasks;
}
