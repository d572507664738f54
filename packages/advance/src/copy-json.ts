import type { JsonValue } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";
import { createTooLarge, MAX_VALUE_BYTES } from "./value-size.js";

/** Deeper values are taken for cycles. */
const MAX_DEPTH = 1_000;

/**
 * A copy of a value, as plain JSON: later changes to either do not reach the other. Keys that hold `undefined` are left
 * out, and `undefined` itself is null, as in `JSON.stringify`; what that would silently change (dates, maps, NaN, …) is
 * refused.
 * @throws OUTPUT_NOT_JSON naming the place, PAYLOAD_TOO_LARGE when its JSON must have more than `maxBytes`
 */
export function copyJson(value: unknown, name = "output", maxBytes: number = MAX_VALUE_BYTES): JsonValue {
  return copy(value, { name, keys: [], bytes: 0, maxBytes });
}

interface Copying {
  readonly name: string;
  /** The way to the value in hand. */
  readonly keys: (string | number)[];
  /** What the JSON text will have at least. */
  bytes: number;
  readonly maxBytes: number;
}

function copy(value: unknown, copying: Copying): JsonValue {
  switch (typeof value) {
    case "string":
      spend(copying, value.length + 2);
      return value;
    case "number":
      if (!Number.isFinite(value)) return refuse(copying, String(value));
      spend(copying, 1);
      // JSON knows no negative zero.
      return value === 0 ? 0 : value;
    case "boolean":
    case "undefined":
      spend(copying, 4);
      return value ?? null;
    case "object":
      return value === null ? null : copyObject(value, copying);
    default:
      return refuse(copying, `a ${typeof value}`);
  }
}

function copyObject(value: object, copying: Copying): JsonValue {
  if (copying.keys.length > MAX_DEPTH) return refuse(copying, "a cycle, or more than 1,000 levels");
  if (Array.isArray(value)) return copyList(value, copying);
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    return refuse(copying, `an instance of ${nameOf(prototype)}`);
  }
  return copyMap(value as Readonly<Record<string, unknown>>, copying);
}

function copyList(list: readonly unknown[], copying: Copying): JsonValue {
  const copied: JsonValue[] = [];
  // Before the first of them is copied: a list may have four thousand million holes.
  spend(copying, list.length);
  for (let index = 0; index < list.length; index += 1) {
    copying.keys.push(index);
    copied.push(copy(list[index], copying));
    copying.keys.pop();
  }
  return copied;
}

function copyMap(map: Readonly<Record<string, unknown>>, copying: Copying): JsonValue {
  const copied: Record<string, JsonValue> = {};
  for (const key of Object.keys(map)) {
    const member = map[key];
    if (member === undefined) continue;
    spend(copying, key.length + 4);
    copying.keys.push(key);
    define(copied, key, copy(member, copying));
    copying.keys.pop();
  }
  return copied;
}

function nameOf(prototype: object): string {
  const { constructor: made }: { readonly constructor?: unknown } = prototype;
  return typeof made === "function" ? made.name : "a class";
}

/** `__proto__` as a key of data must not change the object's prototype. */
function define(copied: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key !== "__proto__") copied[key] = value;
  else Object.defineProperty(copied, key, { value, enumerable: true, configurable: true, writable: true });
}

function spend(copying: Copying, bytes: number): void {
  copying.bytes += bytes;
  if (copying.bytes > copying.maxBytes) throw createTooLarge(copying.maxBytes);
}

function refuse({ name, keys }: Copying, what: string): never {
  const way = keys.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  const place = way.length > 200 ? `${name}${way.slice(0, 200)}…` : `${name}${way}`;
  throw new TaskloomError("OUTPUT_NOT_JSON", `${place} is ${what}, which JSON cannot hold`, { details: { place } });
}
