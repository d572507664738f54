import type { JsonValue } from "./json.js";
import type { RunId } from "./names.js";

/** Names a value that is kept outside the state because of its size. */
export interface BlobRef {
  readonly run: RunId;
  /** SHA-256 of the value's JSON text, in hex; checked at every read. */
  readonly sha256: string;
  /** Length of the JSON text in bytes. */
  readonly bytes: number;
  /** The first 200 characters of the JSON text, for people. */
  readonly preview: string;
}

/** A value as the state holds it: in place, or by reference. */
export type StoredValue = InlineValue | { readonly blob: BlobRef };

export interface InlineValue {
  readonly value: JsonValue;
  /** Bytes of the JSON text, where they were measured: what budgets of state and messages go by. */
  readonly bytes?: number;
  /** SHA-256 of the JSON text, in hex, where a cache was given the value under it. */
  readonly sha256?: string;
}

/** Whether the value has to be read from the blob store. */
export function isBlob(stored: StoredValue): stored is { readonly blob: BlobRef } {
  return "blob" in stored;
}
