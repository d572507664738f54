import type { JsonObject, JsonValue } from "@taskloom/interfaces";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "../expressions/canonical-json.js";

/** A definition's content with its keys sorted, so that it reads the same wherever it was read from. */
export interface CanonicalDefinition {
  readonly value: JsonObject;
  /** SHA-256 of its JSON text, in hex. */
  readonly hash: string;
}

export function canonicalize(definition: JsonValue): CanonicalDefinition {
  const text = canonicalJson(definition);
  return { value: JSON.parse(text) as JsonObject, hash: bytesToHex(sha256(utf8ToBytes(text))) };
}
