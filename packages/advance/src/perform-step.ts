import {
  ROOT_PATH,
  type CallEvent,
  type Directive,
  type ExecuteAnswer,
  type JsonValue,
  type KeptSignal,
  type TaskResponse,
} from "@taskloom/interfaces";
import { answerSignal, toTaskError } from "@taskloom/shared";
import { AttemptError } from "./attempt-error.js";
import { attemptHandler } from "./attempt-handler.js";
import { beginTask } from "./begin-task.js";
import { buildStepScope } from "./build-scope.js";
import { createChildrenResponse } from "./children-response.js";
import { isInfrastructure, toKnownError } from "./known-error.js";
import { performRunOutputs } from "./run-outputs.js";
import {
  attemptError,
  childrenEvent,
  delayedEvent,
  endedEvent,
  faultEvent,
  judgedEvent,
  waitEvent,
} from "./step-events.js";
import type { CallSetting, StepRequest } from "./step-request.js";
import { withInput, type StepInput } from "./step-input.js";
import { Step } from "./step.js";

/**
 * Does what a call is asked of one execution, and says what came of it. A fault of the definition ends the task.
 * @throws AttemptError when a handler or a delivery failed; TaskloomError when the step may be repeated later
 */
export async function performStep(setting: CallSetting, request: StepRequest): Promise<CallEvent> {
  if (request.record.path === ROOT_PATH) return performRunOutputs(setting, request);
  const step = new Step(setting, request);
  try {
    return await answerAsk(step);
  } catch (error) {
    return endByFault(step, error);
  }
}

/** Until a handler has started or a signal was sent, no attempt has been used. */
function endByFault(step: Step, error: unknown): CallEvent {
  if (error instanceof AttemptError) throw error;
  const fault = toKnownError(error);
  const described = toTaskError(fault, step.request.record.path);
  const { handlerStarted, signalSent } = step.context.done;
  if (handlerStarted || signalSent) throw attemptError(step, described, fault.retryable);
  if (isInfrastructure(fault)) throw fault;
  return faultEvent(step, described);
}

async function answerAsk(step: Step): Promise<CallEvent> {
  const { ask } = step.request;
  if (ask.kind === "begin" || ask.kind === "delayed") return begin(step, ask.kind);
  const stepInput = withInput(step, await buildStepScope(step), await readInput(step));
  if (ask.kind === "signal") {
    return answer(step, stepInput, await step.path.execute({ ...stepInput, signal: ask.signal }));
  }
  const response = await createResponse(step);
  const respond = async (): Promise<Directive> => step.path.handleResponse({ ...stepInput, response });
  if (findExamined(step) === undefined) return follow(step, stepInput, await respond());
  return answer(step, stepInput, await answerSignal(step.request.record.path, respond));
}

async function begin(step: Step, stage: "begin" | "delayed"): Promise<CallEvent> {
  const begun = await beginTask(step, stage);
  if (begun === "waiting") return delayedEvent(step);
  if (begun === "skipped") return endedEvent(step, { kind: "done", status: "skipped" });
  return answer(step, begun, await step.path.execute(begun));
}

/** The signal that a wait has in hand while its processor runs. */
function findExamined({ request: { record } }: Step): KeptSignal | undefined {
  return record.frame?.kind === "children" ? record.frame.under?.examining : undefined;
}

function readInput({ setting, request }: Step): JsonValue | Promise<JsonValue> {
  const { input } = request.record;
  return input === undefined ? null : setting.values.read(input);
}

async function createResponse({ setting, request }: Step): Promise<TaskResponse> {
  const { frame } = request.record;
  if (request.ask.kind === "children" && frame?.kind === "children") {
    return createChildrenResponse(setting.index, request.record, frame, setting.values);
  }
  if (frame?.kind !== "wait" || frame.examining === undefined) return { kind: "wait" };
  return { kind: "wait", signal: frame.examining };
}

function answer(step: Step, stepInput: StepInput, answered: ExecuteAnswer): CallEvent | Promise<CallEvent> {
  if (answered.kind !== "judged") return follow(step, stepInput, answered);
  const { ask } = step.request;
  const signal = ask.kind === "signal" ? ask.signal : findExamined(step);
  return judgedEvent(step, signal?.id ?? "", answered.verdict, answered.error);
}

/** Turns a directive into an event; only a handler has to be run first. */
function follow(step: Step, stepInput: StepInput, directive: Directive): CallEvent | Promise<CallEvent> {
  switch (directive.kind) {
    case "done":
      return endedEvent(step, directive);
    case "children":
      return childrenEvent(step, directive);
    case "wait":
      return waitEvent(step, directive);
    case "execute":
      return attemptHandler(step, stepInput, directive);
  }
}
