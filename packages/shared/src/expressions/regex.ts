import { RE2JS } from "re2js";
import { BoundedCache } from "./bounded-cache.js";

const MAX_PATTERNS = 200;

const patterns = new BoundedCache<RE2JS>(MAX_PATTERNS);

/** The pattern in RE2's syntax, which takes time in proportion to the text; `undefined` when it is not valid. */
export function compileRegex(pattern: string): RE2JS | undefined {
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  const regex = tryCompile(pattern);
  if (regex !== undefined) patterns.set(pattern, regex);
  return regex;
}

function tryCompile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}
