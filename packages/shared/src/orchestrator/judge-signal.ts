import type { Directive, ExecuteAnswer, SignalHandler, SignalInput, TaskPath } from "@taskloom/interfaces";
import { isTaskloomError, toTaskError } from "../errors/taskloom-error.js";

/**
 * What a waiting task says of a signal: the directive that follows when it takes it or processes it first, otherwise
 * the verdict. Nothing that is wrong with a signal fails the task: senders are outsiders.
 */
export async function judgeSignal(handler: SignalHandler, input: SignalInput): Promise<ExecuteAnswer> {
  const { verdict, error } = await handler.validateSignal(input);
  if (verdict !== "taken") return { kind: "judged", verdict, ...(error !== undefined && { error }) };
  return answerSignal(input.identity.path, async () => handler.processSignal(input));
}

/**
 * What follows from a signal in hand. To wait again is to have dropped it; SIGNAL_INVALID is to have refused it.
 * @throws whatever else `decide` throws
 */
export async function answerSignal(path: TaskPath, decide: () => Promise<Directive>): Promise<ExecuteAnswer> {
  try {
    const directive = await decide();
    return directive.kind === "wait" ? { kind: "judged", verdict: "dropped" } : directive;
  } catch (error) {
    if (!isTaskloomError(error) || error.code !== "SIGNAL_INVALID") throw error;
    return { kind: "judged", verdict: "refused", error: toTaskError(error, path) };
  }
}
