import type {
  JsonObject,
  JsonValue,
  RunState,
  Scope,
  StepReferences,
  StoredValue,
  TaskPath,
  TaskRecord,
} from "@taskloom/interfaces";
import type { KnownDefinition } from "./definitions.js";
import { findEnded, listBranch } from "./branch.js";
import { describeTask, listStored } from "./describe-task.js";
import type { Step } from "./step.js";
import type { ReadLoaded, StoredValues } from "./stored-values.js";

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
  const referred = findReferred(place);
  const read = await values.load(listRead(place, referred));
  const { limits } = place.definition.compiled.plan;
  return { now: place.now, variables: describePlace(place, referred, read), limits };
}

type Referred = ReadonlyMap<string, TaskRecord>;

/** The ended tasks that are referred to, by id. */
function findReferred({ slice, path, references }: ScopePlace): Referred {
  const referred = new Map<string, TaskRecord>();
  for (const id of references?.tasks ?? []) {
    const record = findEnded(slice, path, id);
    if (record !== undefined) referred.set(id, record);
  }
  return referred;
}

function listRead({ slice, references }: ScopePlace, referred: Referred): StoredValue[] {
  const read = references?.workflowInput === true ? [slice.input] : [];
  for (const record of referred.values()) read.push(...listStored(record));
  return read;
}

function describePlace(place: ScopePlace, referred: Referred, read: ReadLoaded): OwnScope["variables"] {
  const { slice, path, references, definition, env } = place;
  const tasks: Record<string, JsonValue> = {};
  for (const [id, record] of referred) tasks[id] = describeTask(record, read);
  const variables: Record<string, JsonValue> = {
    workflow: {
      id: slice.workflow,
      version: definition.version,
      run_id: slice.runId,
      labels: slice.labels,
      input: references?.workflowInput === true ? read(slice.input) : null,
    },
    env,
    tasks,
  };
  for (const { scope } of listBranch(slice, path)) if (scope !== undefined) Object.assign(variables, scope);
  if (slice.caught !== undefined) variables["error"] = { ...slice.caught };
  return variables;
}
