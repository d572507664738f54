import type { JsonValue } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";

/** No value may be larger. */
export const MAX_VALUE_BYTES: number = 50 * 1024 * 1024;

const MOST_BYTES_OF_A_UNIT = 3;

/**
 * The bytes of a value's JSON text; counted in characters where even the largest ones would fit the limit.
 * @throws PAYLOAD_TOO_LARGE over 50 MB
 */
export function measureValue(value: JsonValue, limit: number): number {
  const text = writeJson(value);
  const isNearEnough = text.length * MOST_BYTES_OF_A_UNIT <= limit || text.length > MAX_VALUE_BYTES;
  const bytes = isNearEnough ? text.length : countBytes(text);
  if (bytes > MAX_VALUE_BYTES) throw createTooLarge(bytes);
  return bytes;
}

/** A text that is longer than a text can be is too large as well. */
function writeJson(value: JsonValue): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) throw createTooLarge();
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
export function createTooLarge(bytes?: number): TaskloomError {
  const size = bytes === undefined ? "more than" : `${bytes} bytes, more than`;
  return new TaskloomError("PAYLOAD_TOO_LARGE", `the value has ${size} 50 MB`, { details: { bytes: bytes ?? null } });
}
