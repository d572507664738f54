import { isErrorCode } from "@taskloom/interfaces";
import type { ErrorCode, StepId } from "@taskloom/interfaces";
import type { z, ZodObject } from "zod";
import type { Pointer } from "../model/task-type.js";
import type { Finding } from "./finding.js";
import { listKnownKeys } from "./known-keys.js";
import { findNearest } from "./nearest.js";

type Issue = z.core.$ZodIssue;

/** What does not fit a schema. */
export interface Misfits {
  readonly findings: readonly Finding[];
  /** Nothing but unknown keys: the rest can be relied on. */
  readonly isUsable: boolean;
}

/** Where the value stands, and what to say of a key that its schema does not know. */
export interface MisfitPlace {
  readonly pointer: Pointer;
  readonly task?: StepId;
  explainKey?(key: string): string | undefined;
}

/** Checks a value against a schema. Codes: KEY_UNKNOWN, DEFINITION_INVALID, and those of the fields. */
export function findMisfits(schema: ZodObject, value: unknown, place: MisfitPlace): Misfits {
  const result = schema.safeParse(value);
  if (result.success) return { findings: [], isUsable: true };
  const issues = result.error.issues.flatMap((issue) => chooseBranch(issue));
  return {
    findings: issues.flatMap((issue) => describeIssue(issue, schema, value, place)),
    isUsable: issues.every(({ code, path }) => code === "unrecognized_keys" && path.length === 0),
  };
}

/** Of a union that nothing fits, the branch that fits best: the one whose fault lies deepest. */
function chooseBranch(issue: Issue): readonly Issue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const depthOf = (branch: readonly Issue[]): number => Math.max(...branch.map(({ path }) => path.length));
  const best = issue.errors.toSorted((a, b) => depthOf(b) - depthOf(a))[0] ?? [];
  if (depthOf(best) === 0 && issue.errors.length > 1 && !isForm(best)) return [issue];
  return best.flatMap((inner) => chooseBranch({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** The value has the kind that the branch is about. */
function isForm(branch: readonly Issue[]): boolean {
  return branch.some(({ code }) => code !== "invalid_type");
}

function describeIssue(issue: Issue, schema: ZodObject, value: unknown, place: MisfitPlace): Finding[] {
  const path = issue.path.filter((segment) => typeof segment !== "symbol");
  const common = { pointer: [...place.pointer, ...path], task: place.task };
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => describeUnknownKey(key, listKnownKeys(schema, path), common, place));
  }
  const missing = path.length > 0 && lookUp(value, path) === undefined;
  if (missing) return [{ ...common, code: "DEFINITION_INVALID", message: `\`${path.join(".")}\` is missing` }];
  const subject = path.length === 0 ? "this" : `\`${path.join(".")}\``;
  const code = findCode(issue);
  if (code !== undefined) return [{ ...common, code, message: `${subject}: ${issue.message}` }];
  const hint = isUnquoted(issue, lookUp(value, path)) ? "write it in quotes" : undefined;
  return [{ ...common, code: "DEFINITION_INVALID", message: `${subject}: ${describeFault(issue)}`, hint }];
}

function describeUnknownKey(
  key: string,
  known: readonly string[],
  common: { readonly pointer: Pointer; readonly task: StepId | undefined },
  place: MisfitPlace,
): Finding {
  const nearest = findNearest(key, known);
  const hint = nearest === undefined ? place.explainKey?.(key) : `did you mean '${nearest}'?`;
  const message = `the key '${key}' is not known here`;
  return {
    ...common,
    pointer: [...common.pointer, key],
    at: "key",
    code: "KEY_UNKNOWN",
    message,
    hint: hint ?? `known are ${known.join(", ")}`,
  };
}

function describeFault(issue: Issue): string {
  const kinds = issue.code === "invalid_union" ? new Set(issue.errors.flat().flatMap(listKinds)) : new Set();
  if (kinds.size > 0) return `expected ${[...kinds].join(" or ")}`;
  return issue.message.replace(/^Invalid input: /, "");
}

function listKinds(issue: Issue): readonly string[] {
  return issue.code === "invalid_type" ? [issue.expected] : [];
}

/** YAML reads `yes`-like words and figures as values of their own. */
function isUnquoted(issue: Issue, value: unknown): boolean {
  if (issue.code !== "invalid_type" || issue.expected !== "string") return false;
  return typeof value === "number" || typeof value === "boolean";
}

function findCode(issue: Issue): ErrorCode | undefined {
  if (issue.code !== "custom") return undefined;
  const code: unknown = issue.params?.["code"];
  return typeof code === "string" && isErrorCode(code) ? code : undefined;
}

function lookUp(value: unknown, path: readonly (string | number)[]): unknown {
  let found: unknown = value;
  for (const segment of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, segment)) return undefined;
    found = (found as Record<string | number, unknown>)[segment];
  }
  return found;
}
