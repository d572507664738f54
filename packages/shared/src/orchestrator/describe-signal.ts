import type { JsonObject, KeptSignal } from "@taskloom/interfaces";

/** A signal as expressions and outputs show it: `name`, `payload`, and `received_at` in ISO 8601. */
export function describeSignal({ name, payload, receivedAt }: KeptSignal): JsonObject {
  return { name, payload, received_at: new Date(receivedAt).toISOString() };
}
