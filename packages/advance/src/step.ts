import {
  ROOT_PATH,
  type JsonObject,
  type JsonValue,
  type PlanStep,
  type RunState,
  type StoredValue,
  type TaskConfig,
  type TaskExecutionPath,
  type TaskIdentity,
  type TaskRecord,
} from "@taskloom/interfaces";
import type { OrchestratorContext } from "@taskloom/shared";
import { createOrchestratorContext } from "./orchestrator-context.js";
import type { CallSetting, StepRequest } from "./step-request.js";

/** A step that is being performed: what it is about, and what has come of it so far. */
export class Step {
  readonly setting: CallSetting;
  readonly request: StepRequest;
  readonly plan: PlanStep;
  readonly task: TaskConfig;
  readonly identity: TaskIdentity;
  readonly context: OrchestratorContext;
  readonly path: TaskExecutionPath;
  readonly startedAt: number;
  /** The rendered input, if it was rendered in this step. */
  input: StoredValue | undefined = undefined;
  /** What the handler left with its last heartbeat. */
  memo: JsonValue | undefined = undefined;

  constructor(setting: CallSetting, request: StepRequest) {
    const { ports, index, definition, slice } = setting;
    const { record } = request;
    this.setting = setting;
    this.request = request;
    this.startedAt = ports.clock.now();
    this.plan = index.step(record.step);
    this.task = definition.task(record.step);
    this.identity = identify(slice, record);
    this.context = createOrchestratorContext(ports, slice.runId, request);
    this.path = ports.path(this.context);
  }

  get env(): JsonObject {
    return this.setting.definition.env(this.request.record.step);
  }
}

function identify({ runId, workflow }: RunState, { path, step, id, parent }: TaskRecord): TaskIdentity {
  return { runId, workflow, path, step, id, idempotencyKey: `${runId}:${path}`, nested: parent !== ROOT_PATH };
}
