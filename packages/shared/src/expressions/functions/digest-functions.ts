import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "../canonical-json.js";
import { createFailure } from "../fault.js";
import type { Frame } from "../frame.js";
import { toJson } from "../json-result.js";
import { createTextMeter } from "../text-meter.js";
import { defineFunction, expectText, type ExpressionFunction } from "./function.js";

/** Digests take longer than other work on texts. */
const DIGEST_STEPS = 5;

/** The namespaces of RFC 9562. */
const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ["dns", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"],
  ["url", "6ba7b811-9dad-11d1-80b4-00c04fd430c8"],
  ["oid", "6ba7b812-9dad-11d1-80b4-00c04fd430c8"],
  ["x500", "6ba7b814-9dad-11d1-80b4-00c04fd430c8"],
]);

const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** `uuid5(namespace, name)`: the namespace is a UUID, or `dns`, `url`, `oid`, `x500`. */
function uuid5(frame: Frame, namespace: unknown, name: unknown): string {
  const space = expectText(frame, namespace);
  const uuid = NAMESPACES.get(space) ?? space;
  if (!UUID_PATTERN.test(uuid)) throw createFailure("invalid_uuid", "The namespace of uuid5 is not a UUID.");
  const text = expectDigestible(frame, name);
  const bytes = sha1(concatBytes(hexToBytes(uuid.replaceAll("-", "")), utf8ToBytes(text)));
  return formatUuid(bytesToHex(bytes));
}

/** The first 128 bits of a digest, marked as version 5. */
function formatUuid(hex: string): string {
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  const [first, second, third] = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(13, 16)];
  return `${first}-${second}-5${third}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

/** SHA-256 in hexadecimal: of a text as UTF-8, of anything else as canonical JSON. */
function hash(frame: Frame, value: unknown): string {
  const text = typeof value === "string" ? value : canonicalJson(toJson(value, createTextMeter(frame)));
  return bytesToHex(sha256(utf8ToBytes(expectDigestible(frame, text))));
}

function expectDigestible(frame: Frame, value: unknown): string {
  const text = expectText(frame, value);
  frame.charge(DIGEST_STEPS);
  frame.chargeWritten(text.length);
  return text;
}

export const DIGEST_FUNCTIONS: Record<string, ExpressionFunction> = {
  hash: defineFunction(1, hash),
  uuid5: defineFunction(2, uuid5),
};
