import { Optional } from "@marcbachmann/cel-js";
import { Duration, UnsignedInt } from "@marcbachmann/cel-js/evaluator";

/** A map of an expression: JSON objects and CEL's map literals. */
export type CelMap = Readonly<Record<string, unknown>>;

/** Asks for the prototype, not for `constructor`: JSON may have a key of that name. */
export function isMap(value: unknown): value is CelMap {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function isOptional(value: unknown): value is Optional {
  return value instanceof Optional;
}

/** JSON's numbers are doubles, CEL's whole literals are big integers. */
export function isNumeric(value: unknown): value is number | bigint | UnsignedInt {
  return typeof value === "number" || typeof value === "bigint" || value instanceof UnsignedInt;
}

/** The number without CEL's wrapper for unsigned ones. */
export function unwrapNumber(value: number | bigint | UnsignedInt): number | bigint {
  return value instanceof UnsignedInt ? value.value : value;
}

/** A type's name for messages. */
export function describeType(value: unknown): string {
  if (value === null) return "null";
  if (isList(value)) return "list";
  if (isMap(value)) return "map";
  if (isNumeric(value)) return "number";
  return describeOtherType(value);
}

function describeOtherType(value: unknown): string {
  if (typeof value === "string") return "text";
  if (typeof value === "boolean") return "bool";
  if (value instanceof Date) return "timestamp";
  if (value instanceof Duration) return "duration";
  if (value instanceof Uint8Array) return "bytes";
  return isOptional(value) ? "optional" : "type";
}

/** The member of a map, or the element of a list; `undefined` where there is none. Own members only. */
export function findMember(container: unknown, key: unknown): unknown {
  if (isList(container)) return findElement(container, key);
  if (!isMap(container)) return undefined;
  const name = typeof key === "string" ? key : convertKey(key);
  return name !== undefined && Object.hasOwn(container, name) ? container[name] : undefined;
}

function findElement(list: readonly unknown[], key: unknown): unknown {
  return isNumeric(key) ? list[Number(unwrapNumber(key))] : undefined;
}

/** Keys of JSON are texts; CEL's numbers and booleans find the key that is written alike. */
export function convertKey(key: unknown): string | undefined {
  if (typeof key === "string") return key;
  return isNumeric(key) || typeof key === "boolean" ? String(key) : undefined;
}
