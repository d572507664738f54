import type {
  CreateStateInput,
  JsonObject,
  JsonValue,
  PrepareInput,
  TaskConfig,
  TaskIdentity,
} from "@taskloom/interfaces";
import { PORTS_START_MS } from "./describe-task-orchestrator-ports.js";

/** What an execution of a sample sees besides the defaults. */
export interface SampleInputOptions {
  /** Variables of expressions besides `workflow`, `tasks`, `env` and `input`. */
  readonly variables?: JsonObject;
  /** The task's rendered input. Default null. */
  readonly input?: JsonValue;
  /** Whether the task stands in a container. Default false. */
  readonly nested?: boolean;
}

/** The recorded time of every sample's step, epoch milliseconds. */
export const SAMPLE_NOW: number = PORTS_START_MS;

/** A question to an orchestrator: the task at `root/<id>` of run `sample-run`. */
export function createPrepareInput<C extends TaskConfig>(task: C, options: SampleInputOptions = {}): PrepareInput<C> {
  const { input = null } = options;
  return { task, identity: identify(task, options.nested ?? false), scope: createScope(options, { input }), input };
}

/** The first question: before `with` is rendered. */
export function createStateInput<C extends TaskConfig>(
  task: C,
  stage: CreateStateInput["stage"],
  options: SampleInputOptions = {},
): CreateStateInput<C> {
  return { task, stage, identity: identify(task, options.nested ?? false), scope: createScope(options, {}) };
}

function identify(task: TaskConfig, nested: boolean): TaskIdentity {
  const path = `root/${task.id}`;
  return {
    runId: "sample-run",
    workflow: "sample",
    path,
    step: task.id,
    id: task.id,
    idempotencyKey: `sample-run:${path}`,
    nested,
  };
}

function createScope(options: SampleInputOptions, own: JsonObject): PrepareInput["scope"] {
  const workflow = { id: "sample", version: "1", run_id: "sample-run", input: { n: 2 }, labels: {} };
  return { now: SAMPLE_NOW, variables: { workflow, tasks: {}, env: {}, ...options.variables, ...own } };
}
