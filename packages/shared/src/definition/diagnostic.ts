import type { ErrorCode, StepId } from "@taskloom/interfaces";

export type Severity = "error" | "warning";

/** Something wrong with a definition, as `validate --json` prints it. */
export interface Diagnostic {
  readonly code: ErrorCode;
  readonly severity: Severity;
  /** One sentence for people. */
  readonly message: string;
  /** As it was given; null when the definition came from no file. */
  readonly file: string | null;
  /** From 1; null when the definition came as a value. */
  readonly line: number | null;
  /** From 1, in UTF-16 units. */
  readonly column: number | null;
  readonly task: StepId | null;
  /** What to write instead. */
  readonly hint: string | null;
}

/** Whether a definition with these cannot run. What says nothing of its severity is an error. */
export function hasErrors(diagnostics: readonly { readonly severity?: Severity }[]): boolean {
  return diagnostics.some(({ severity = "error" }) => severity === "error");
}
