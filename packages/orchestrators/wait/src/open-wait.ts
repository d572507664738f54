import type { Directive, PrepareInput, SignalAwaited, WaitDirective } from "@taskloom/interfaces";
import { finishTask, parseDuration, renderText, shapesOutput } from "@taskloom/shared";
import { parseUntil } from "./until.js";
import type { WaitConfig } from "./wait-config.js";

/**
 * What a waiting task waits for. A time that has come already ends it at once.
 * @throws UNTIL_INVALID, EXPRESSION_*
 */
export function openWait(input: PrepareInput<WaitConfig>): Directive {
  const { wait_for: name } = input.task;
  return name === undefined ? waitForTime(input) : waitForSignal(input, name);
}

function waitForTime(input: PrepareInput<WaitConfig>): Directive {
  const untilMs = computeEnd(input);
  if (untilMs <= input.scope.now) return finishTask(input, {});
  return { kind: "wait", for: { untilMs }, ask: shapesOutput(input.task) ? "at_end" : "never" };
}

function computeEnd({ task, scope }: PrepareInput<WaitConfig>): number {
  if (task.until !== undefined) return parseUntil(renderText("until", task.until, scope));
  return scope.now + parseDuration(task.duration ?? 0);
}

/** The wait for a signal of that name. */
function waitForSignal(input: PrepareInput<WaitConfig>, name: string): WaitDirective {
  const { timeout, on_timeout: onTimeout } = input.task;
  return {
    kind: "wait",
    for: awaitSignal(input, name),
    ask: askWhen(input.task),
    ...(timeout !== undefined && { timeoutMs: parseDuration(timeout) }),
    ...(onTimeout !== undefined && { onTimeout: onTimeout.next }),
  };
}

function awaitSignal({ task, scope }: PrepareInput<WaitConfig>, signal: string): SignalAwaited {
  if (task.correlation_id === undefined) return { signal };
  return { signal, correlationId: renderText("correlation_id", task.correlation_id, scope) };
}

function askWhen(task: WaitConfig): WaitDirective["ask"] {
  const judges = task.condition ?? task.processor ?? task.payload_schema;
  if (judges !== undefined) return "each_signal";
  return shapesOutput(task) ? "at_end" : "never";
}
