import type { JsonValue } from "@taskloom/interfaces";
import type { SourceLimits } from "../source/source-limits.js";
import { isForbiddenKey } from "../source/source-node.js";
import { isLongerThan } from "../source/text-bytes.js";
import type { Pointer } from "../model/task-type.js";
import type { Finding } from "./finding.js";

export type ValueResult = { readonly value: JsonValue } | { readonly finding: Finding };

/**
 * Makes plain JSON of a value that a program made; keys that hold `undefined` are left out.
 * Findings: DEFINITION_INVALID, DEFINITION_TOO_DEEP, DEFINITION_TOO_LARGE, KEY_FORBIDDEN.
 */
export function readValue(given: unknown, { definitionBytes, nesting }: SourceLimits): ValueResult {
  try {
    const value = copy(given, [], nesting);
    if (!isLongerThan(JSON.stringify(value), definitionBytes)) return { value };
    const message = `the definition has more than ${definitionBytes} bytes`;
    return { finding: { code: "DEFINITION_TOO_LARGE", message, pointer: [] } };
  } catch (fault) {
    if (fault instanceof ValueFault) return { finding: fault.finding };
    const reason = fault instanceof Error ? fault.message : String(fault);
    return {
      finding: { code: "DEFINITION_INVALID", message: `the definition cannot be read: ${reason}`, pointer: [] },
    };
  }
}

class ValueFault extends Error {
  readonly finding: Finding;

  constructor(code: Finding["code"], message: string, pointer: Pointer) {
    super(message);
    this.finding = { code, message, pointer };
  }
}

function copy(given: unknown, pointer: Pointer, nesting: number): JsonValue {
  if (given === null || typeof given === "string" || typeof given === "boolean") return given;
  if (typeof given === "number" && Number.isFinite(given)) return given === 0 ? 0 : given;
  if (pointer.length >= nesting && typeof given === "object") {
    throw new ValueFault("DEFINITION_TOO_DEEP", `more than ${nesting} levels inside one another`, pointer);
  }
  if (Array.isArray(given)) return given.map((element, index) => copy(element, [...pointer, index], nesting));
  if (isPlainObject(given)) return copyObject(given, pointer, nesting);
  throw new ValueFault("DEFINITION_INVALID", `'${pointer.join(".")}' is nothing that JSON can hold`, pointer);
}

function copyObject(given: object, pointer: Pointer, nesting: number): JsonValue {
  const entries = Object.entries(given).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    entries.map(([key, member]) => {
      const inner = [...pointer, key];
      if (isForbiddenKey(key)) throw new ValueFault("KEY_FORBIDDEN", `the key '${key}' is not allowed`, inner);
      return [key, copy(member, inner, nesting)];
    }),
  );
}

/** Made in this realm or another, but no instance of a class. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
