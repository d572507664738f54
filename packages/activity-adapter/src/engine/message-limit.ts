import { TaskloomError } from "@taskloom/shared";
import { MAX_MESSAGE_BYTES } from "../workflow/protocol.js";

/** Bytes of what a message holds, as JSON. */
export function measureMessage(content: unknown): number {
  return Buffer.byteLength(JSON.stringify(content));
}

/**
 * The server would refuse it, what is more than twice as large only after the client has tried for a long time.
 * @throws PAYLOAD_TOO_LARGE
 */
export function assertFits(what: string, content: unknown): void {
  const bytes = measureMessage(content);
  if (bytes <= MAX_MESSAGE_BYTES) return;
  const message = `${what} has ${bytes} bytes, more than the ${MAX_MESSAGE_BYTES} of a message`;
  throw new TaskloomError("PAYLOAD_TOO_LARGE", message, { details: { bytes } });
}
