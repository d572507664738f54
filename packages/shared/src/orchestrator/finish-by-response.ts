import type {
  ChildOutcome,
  ChildrenResponse,
  Directive,
  HandleResponseInput,
  HandlerResponse,
  JsonObject,
  JsonValue,
  WaitResponse,
} from "@taskloom/interfaces";
import { describeSignal } from "./describe-signal.js";
import { failTask, finishTask } from "./finish-task.js";

/**
 * What follows from a response when the type has nothing to add: the output, schema and `outputs` applied, or the
 * error as it came.
 * @throws OUTPUT_INVALID, OUTPUTS_FAILED
 */
export function finishByResponse(input: HandleResponseInput): Directive {
  const { response } = input;
  switch (response.kind) {
    case "handler":
      return finishHandler(input, response);
    case "children":
      return finishChildren(input, response);
    case "wait":
      return finishWait(input, response);
  }
}

function finishHandler(input: HandleResponseInput, response: HandlerResponse): Directive {
  if (response.status === "completed") return finishTask(input, response.output);
  return failTask(response.status, response.error);
}

function finishChildren(input: HandleResponseInput, response: ChildrenResponse): Directive {
  if (response.error !== undefined) return failTask("failed", response.error);
  const children = Array.isArray(response.output) ? response.children.map(describeChild) : describeChildren(response);
  return finishTask(input, response.output, { children });
}

/** `children` as expressions see it, by the children's ids. */
export function describeChildren({ children }: ChildrenResponse): JsonObject {
  return Object.fromEntries(children.map((child) => [child.id, describeChild(child)]));
}

function describeChild({ id, status, output, error }: ChildOutcome): JsonValue {
  return { id, status, output, error: error && { ...error } };
}

function finishWait(input: HandleResponseInput, response: WaitResponse): Directive {
  const output = response.signal === undefined ? {} : { signal: describeSignal(response.signal) };
  return finishTask(input, output, output);
}
