import type { ErrorCode, StepId } from "@taskloom/interfaces";
import type { Pointer } from "../model/task-type.js";
import type { Position } from "../source/line-index.js";
import type { SourceDocument } from "../source/read-source.js";
import type { Diagnostic, Severity } from "./diagnostic.js";

/** What a check says: a diagnostic whose place is still a pointer from the definition's root. */
export interface Finding {
  readonly code: ErrorCode;
  /** Default `error`. */
  readonly severity?: Severity;
  readonly message: string;
  readonly pointer: Pointer;
  /** The key that the pointer ends with is meant, or a character of the text that it leads to. Default: the value. */
  readonly at?: "key" | number | undefined;
  readonly task?: StepId | undefined;
  readonly hint?: string | undefined;
}

/** As many as anybody reads, and as many as are worth the time of looking for near names. */
const MAX_FINDINGS = 1_000;

/** What the checks find, one check after the other, at most 1,000. */
export function collectFindings(checks: Iterable<Iterable<Finding>>): Finding[] {
  const found: Finding[] = [];
  for (const check of checks) {
    for (const finding of check) {
      if (found.length === MAX_FINDINGS) return found;
      found.push(finding);
    }
  }
  return found;
}

/** Puts findings at their places, in the order of the text. */
export function placeFindings(
  findings: readonly Finding[],
  document: SourceDocument | undefined,
  file: string | null,
): Diagnostic[] {
  const diagnostics = findings.map((finding): Diagnostic => {
    const place = document === undefined ? { line: null, column: null } : locate(finding, document);
    const { code, severity = "error", message, task, hint = null } = finding;
    return { code, severity, message, file, line: place.line, column: place.column, task: task || null, hint };
  });
  return diagnostics.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

function locate({ pointer, at }: Finding, document: SourceDocument): Position {
  if (at === "key") return document.locateKey(pointer);
  return at === undefined ? document.locate(pointer) : document.locateInText(pointer, at);
}
