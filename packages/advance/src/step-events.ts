import type {
  CallEvent,
  ChildrenDirective,
  DoneDirective,
  JsonValue,
  ProposalEvent,
  SignalVerdict,
  StoredValue,
  TaskError,
  WaitDirective,
} from "@taskloom/interfaces";
import { AttemptError } from "./attempt-error.js";
import { findCountedSource } from "./child-specs.js";
import { present } from "./present.js";
import type { CallSetting, StepRequest } from "./step-request.js";

/** What events say of the step that they come from. */
export interface StepFacts {
  readonly setting: CallSetting;
  readonly request: StepRequest;
  readonly startedAt: number;
  readonly input?: StoredValue | undefined;
  readonly memo?: JsonValue | undefined;
}

interface Common {
  readonly path: string;
  readonly call: number;
  readonly basis: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly id?: string;
  readonly input?: StoredValue;
}

/** What every event of a step says; children whose specifications are in the store tell their rendered id. */
function describeStep({ setting, request, startedAt, input }: StepFacts): Common {
  const { record, call } = request;
  const isCounted = findCountedSource(setting.slice, record) !== undefined;
  return {
    path: record.path,
    call,
    basis: setting.basis,
    startedAt,
    endedAt: setting.ports.clock.now(),
    ...(isCounted && { id: record.id }),
    ...(input !== undefined && { input }),
  };
}

export function delayedEvent(facts: StepFacts): CallEvent {
  return { kind: "task_delayed", ...describeStep(facts) };
}

/**
 * The end of the task by a directive.
 * @throws PAYLOAD_TOO_LARGE, SHARED_STORE_REQUIRED, STORE_UNAVAILABLE
 */
export async function endedEvent(facts: StepFacts, done: DoneDirective): Promise<CallEvent> {
  const { setting, request } = facts;
  const { status, error, next } = done;
  const { values, slice, index } = setting;
  const { valueBytes } = index.limits;
  const output = done.output === undefined ? undefined : await values.keep(slice.runId, done.output, valueBytes);
  return {
    kind: "task_ended",
    ...describeStep(facts),
    attempt: request.attempt,
    status,
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error: { ...error, task: error.task ?? request.record.path } }),
    ...(next !== undefined && { next }),
  };
}

/** The end of the task by a fault. */
export function faultEvent(facts: StepFacts, error: TaskError): CallEvent {
  return { kind: "task_ended", ...describeStep(facts), attempt: facts.request.attempt, status: "failed", error };
}

/** More children than this give a result that will hardly fit its message. */
const MANY_CHILDREN = 2_000;

/**
 * A container has its children. One with many of them is refused now where its output could not be kept later.
 * @throws SHARED_STORE_REQUIRED, STORE_UNAVAILABLE
 */
export async function childrenEvent(facts: StepFacts, directive: ChildrenDirective): Promise<CallEvent> {
  const { source, collect } = directive;
  const { values, slice } = facts.setting;
  const count = "children" in source ? source.children.length : source.count;
  if (count > MANY_CHILDREN && collect !== "none") await values.requireBlobs(slice.runId);
  return { kind: "children_opened", ...describeStep(facts), directive };
}

export function waitEvent(facts: StepFacts, directive: WaitDirective): CallEvent {
  return { kind: "wait_opened", ...describeStep(facts), directive };
}

export function judgedEvent(
  facts: StepFacts,
  signal: string,
  verdict: Exclude<SignalVerdict, "taken">,
  error: TaskError | undefined,
): CallEvent {
  return { kind: "signal_judged", ...describeStep(facts), signal, verdict, ...(error !== undefined && { error }) };
}

/** An attempt that did not succeed, as what the call throws. */
export function attemptError(facts: StepFacts, error: TaskError, retryable: boolean): AttemptError {
  const { startedAt, input, memo } = facts;
  return new AttemptError({ error, retryable, startedAt, ...present("input", input), ...present("memo", memo) });
}

/** An attempt that did not succeed, as what a relaxed unit answers. */
export function failedEvent({ basis }: CallSetting, request: StepRequest, { failure }: AttemptError): ProposalEvent {
  const { record, call, attempt } = request;
  return { kind: "attempt_failed", path: record.path, call, basis, attempt, ...failure };
}
