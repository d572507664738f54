import { resolve } from "node:path";

/** The path that stands for no file. */
export const IN_MEMORY = ":memory:";

/** A path, or a list with paths in it, made absolute; anything else stays. */
export function makeAbsolute<T>(value: T, base: string): T {
  return (Array.isArray(value) ? value.map((item) => toAbsolute(item, base)) : toAbsolute(value, base)) as T;
}

function toAbsolute(value: unknown, base: string): unknown {
  return typeof value === "string" && value !== IN_MEMORY ? resolve(base, value) : value;
}
