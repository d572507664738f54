import type { OutgoingSignal, PrepareInput } from "@taskloom/interfaces";
import { renderText, renderValue } from "@taskloom/shared";
import type { SignalConfig } from "./signal-config.js";

/**
 * The signal to send. Its id is the task's idempotency key, so that every attempt sends the same one.
 * @throws EXPRESSION_*
 */
export function createOutgoingSignal({ task, identity, scope }: PrepareInput<SignalConfig>): OutgoingSignal {
  const { name, payload = null, correlation_id: correlationId, target } = task.signal;
  return {
    id: identity.idempotencyKey,
    name: renderText("signal.name", name, scope),
    payload: renderValue(payload, scope),
    ...(correlationId !== undefined && { correlationId: renderText("signal.correlation_id", correlationId, scope) }),
    ...(target !== undefined && { target: renderText("signal.target.run_id", target.run_id, scope) }),
  };
}
