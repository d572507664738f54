import type { JsonObject, JsonValue, RunLimits } from "@taskloom/interfaces";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "../expressions/canonical-json.js";

/** A definition's content with its keys sorted, so that it reads the same wherever it was read from. */
export interface CanonicalDefinition {
  readonly value: JsonObject;
  /** SHA-256 of its JSON text, in hex; with lowered limits, of both. */
  readonly hash: string;
}

/** A run with other limits must find its own plan, so they make another definition. */
export function canonicalize(definition: JsonValue, limits?: Partial<RunLimits>): CanonicalDefinition {
  const text = canonicalJson(definition);
  const hashed = limits === undefined ? text : canonicalJson({ definition, limits: { ...limits } });
  return { value: JSON.parse(text) as JsonObject, hash: bytesToHex(sha256(utf8ToBytes(hashed))) };
}
