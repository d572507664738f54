import { DEFAULT_RUN_LIMITS, type JsonValue } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";

/** No value may be larger, where the run has no lower limit. */
export const MAX_VALUE_BYTES: number = DEFAULT_RUN_LIMITS.valueBytes;

const MOST_BYTES_OF_A_UNIT = 3;

/**
 * The bytes of a value's JSON text; counted in characters where even the largest ones would fit both limits.
 * @throws PAYLOAD_TOO_LARGE over `maxBytes`
 */
export function measureValue(value: JsonValue, limit: number, maxBytes: number = MAX_VALUE_BYTES): number {
  const text = writeJson(value, maxBytes);
  const isNearEnough = text.length * MOST_BYTES_OF_A_UNIT <= Math.min(limit, maxBytes) || text.length > maxBytes;
  const bytes = isNearEnough ? text.length : countBytes(text);
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

/** In UTF-8. Half a character stands in JSON as six. */
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
