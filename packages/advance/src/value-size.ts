import { DEFAULT_RUN_LIMITS, type JsonValue } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";

/** No value may be larger, where the run has no lower limit. */
export const MAX_VALUE_BYTES: number = DEFAULT_RUN_LIMITS.valueBytes;

/**
 * The bytes of a value's JSON text in UTF-8.
 * @throws PAYLOAD_TOO_LARGE over `maxBytes`
 */
export function measureValue(value: JsonValue, maxBytes: number = MAX_VALUE_BYTES): number {
  const text = writeJson(value, maxBytes);
  const bytes = countBytes(text);
  if (bytes > maxBytes) throw createTooLarge(maxBytes, bytes);
  return bytes;
}

/** A text that is longer than a text can be is too large as well. */
function writeJson(value: JsonValue, maxBytes: number): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) throw createTooLarge(maxBytes);
    throw error;
  }
}

/** Half a character stands in JSON as six. */
function countBytes(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x80) bytes += unit < 0x800 || isSurrogate(unit) ? 1 : 2;
  }
  return bytes;
}

/** Two of them make a character of four bytes. */
function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** PAYLOAD_TOO_LARGE; without a size when it is not known how much more it is. */
export function createTooLarge(maxBytes: number, bytes?: number): TaskloomError {
  const size = bytes === undefined ? "more than" : `${bytes} bytes, more than`;
  const message = `the value has ${size} the ${maxBytes} that it may have`;
  return new TaskloomError("PAYLOAD_TOO_LARGE", message, { details: { bytes: bytes ?? null } });
}
