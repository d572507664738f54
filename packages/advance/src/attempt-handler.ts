import type {
  CallEvent,
  ExecuteDirective,
  Handler,
  HandlerResponse,
  JsonObject,
  JsonValue,
} from "@taskloom/interfaces";
import { findNearest, TaskloomError } from "@taskloom/shared";
import { copyJson } from "./copy-json.js";
import { AttemptContext } from "./handler-context.js";
import { describeCancel } from "./handler-failure.js";
import { describeReturnedLate } from "./late-result.js";
import { toLogData } from "./log-data.js";
import { runHandler, type Outcome } from "./run-handler.js";
import { resolveSecrets, type Redact } from "./secrets.js";
import { attemptError, endedEvent } from "./step-events.js";
import type { StepInput } from "./step-input.js";
import type { Step } from "./step.js";

/**
 * Makes one attempt: runs the handler and lets the orchestrator say what its result means.
 * @throws AttemptError when that is a failure; HANDLER_NOT_FOUND, SECRET_MISSING
 */
export async function attemptHandler(
  step: Step,
  stepInput: StepInput,
  directive: ExecuteDirective,
): Promise<CallEvent> {
  const handler = findHandler(step, directive);
  const { input, redact } = resolveInput(step, stepInput, directive);
  const { host, ports, index } = step.setting;
  const { valueBytes } = index.limits;
  const path = step.request.record.path;
  if (!host.isWanted()) throw attemptError(step, describeCancel(path).error, false);
  step.context.done.handlerStarted = true;
  const outcome = await runHandler({
    handler,
    // Values are shared with the run's state and its definition: no handler may reach those.
    input: copyJson(input, "input", valueBytes),
    maxOutputBytes: valueBytes,
    path,
    limits: step.plan.attempts,
    host,
    timers: ports.timers,
    createContext: (watch) => new AttemptContext(step, watch, redact),
    onHeartbeat: (details) => noteHeartbeat(step, redact(details)),
    onLateReturn: (output) => noteLateReturn(step, redact(toLogData({ output }))),
  });
  return conclude(step, stepInput, redactOutcome(outcome, redact));
}

function findHandler({ plan, request, context }: Step, { action, target }: ExecuteDirective): Handler {
  // Calls are cut by what a step's type says of its effects.
  if (plan.effects !== "handler") throw new TaskloomError("BUG", `'${request.record.step}' is said to call no handler`);
  if (target !== undefined) throw new TaskloomError("OPTION_NOT_SUPPORTED", "a handler can only run in this process");
  return context.handlers.get(action) ?? refuseAction(action, context.handlers.names());
}

function refuseAction(action: string, known: readonly string[]): never {
  const nearest = findNearest(action, known);
  const hint = nearest === undefined ? "" : `; did you mean '${nearest}'?`;
  throw new TaskloomError("HANDLER_NOT_FOUND", `no handler '${action}' is registered${hint}`, {
    details: { action, nearest: nearest ?? null, known: known.slice(0, 50) },
  });
}

interface HandlerInput {
  readonly input: JsonValue;
  readonly redact: Redact;
}

/** Secrets are filled in for the handler alone, and only where the orchestrator passes the input on as it is. */
function resolveInput(step: Step, { scope, input }: StepInput, directive: ExecuteDirective): HandlerInput {
  const resolved = resolveSecrets(step.task, step.setting.ports.secrets, scope);
  if (resolved === undefined) return { input: directive.input, redact: (value) => value };
  return directive.input === input ? resolved : { input: directive.input, redact: resolved.redact };
}

/** What a further step of a call leaves goes to its next attempt with the answer. */
function noteHeartbeat(step: Step, details: JsonValue): void {
  step.memo = details;
  if (step.request.isAskedFor) step.setting.host.heartbeat(details);
}

function noteLateReturn({ context }: Step, { output = null }: JsonObject): void {
  const { message, data } = describeReturnedLate({ status: "completed", preview: JSON.stringify(output) });
  context.log("debug", message, data);
}

function redactOutcome(outcome: Outcome, redact: Redact): Outcome {
  if (outcome.status === "completed") return { ...outcome, output: redact(outcome.output) };
  const { type, message, details } = outcome.error;
  return {
    ...outcome,
    error: { ...outcome.error, type: redact(type), message: redact(message), details: redact(details) },
  };
}

/** Where the handler failed and its orchestrator makes nothing better of it, the attempt has failed. */
async function conclude(step: Step, stepInput: StepInput, outcome: Outcome): Promise<CallEvent> {
  const { task, identity, scope, input } = stepInput;
  const directive = await step.path.handleResponse({ task, identity, scope, input, response: toResponse(outcome) });
  if (directive.kind !== "done") throw new TaskloomError("BUG", `a handler's result led to '${directive.kind}'`);
  const hasEnded = directive.status === "completed" || directive.status === "skipped";
  if (hasEnded || outcome.status === "completed") return endedEvent(step, directive);
  throw attemptError(step, directive.error ?? outcome.error, outcome.retryable);
}

function toResponse(outcome: Outcome): HandlerResponse {
  if (outcome.status === "completed") return { kind: "handler", status: "completed", output: outcome.output };
  return { kind: "handler", status: outcome.status, error: outcome.error };
}
