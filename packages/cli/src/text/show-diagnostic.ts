import { describeErrorCode } from "@taskloom/interfaces";
import { formatDiagnostic, type Diagnostic } from "@taskloom/shared";

/** A diagnostic for people, with its code frame and what to do: what fits the case, else what the catalogue says. */
export function showDiagnostic(diagnostic: Diagnostic, text?: string): string {
  const hint = diagnostic.hint ?? describeErrorCode(diagnostic.code).remedy;
  return `${formatDiagnostic({ ...diagnostic, hint }, text)}\n`;
}
