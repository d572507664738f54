import { ROOT_PATH, type CallEvent, type JsonValue } from "@taskloom/interfaces";
import { renderOutputs, toTaskError } from "@taskloom/shared";
import { buildScope } from "./build-scope.js";
import { collectRunOutput } from "./children-response.js";
import { isInfrastructure, toKnownError } from "./known-error.js";
import { endedEvent, faultEvent } from "./step-events.js";
import type { CallSetting, StepRequest } from "./step-request.js";

/**
 * Renders the run's output: by its `outputs`, or from its tasks. A fault of a template fails the run.
 * @throws STORE_UNAVAILABLE
 */
export async function performRunOutputs(setting: CallSetting, request: StepRequest): Promise<CallEvent> {
  const facts = { setting, request, startedAt: setting.ports.clock.now() };
  try {
    const output = await renderRunOutput(setting, request);
    return await endedEvent(facts, { kind: "done", status: "completed", output });
  } catch (error) {
    const fault = toKnownError(error);
    if (isInfrastructure(fault)) throw fault;
    return faultEvent(facts, toTaskError(fault, null));
  }
}

async function renderRunOutput(
  { slice, definition, index, values }: CallSetting,
  { now }: StepRequest,
): Promise<JsonValue> {
  const { outputs } = definition;
  if (outputs === undefined) return collectRunOutput(slice, values);
  const env = definition.env();
  return renderOutputs(
    outputs,
    await buildScope({ slice, path: ROOT_PATH, definition, references: index.plan.outputs, env, now }, values),
  );
}
