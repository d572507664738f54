import { isErrorCode, type RunDocument } from "@taskloom/interfaces";
import type { CommonOptions } from "../options/common-options.js";
import { describeError } from "../report-error.js";
import type { Terminal } from "../terminal/terminal.js";
import { writeJson } from "../text/write-json.js";

/** Prints what came out of a run: with `--json` its document, else its output, or on stderr why it has none. */
export function showOutcome(document: RunDocument, options: CommonOptions, { stdout, stderr }: Terminal): void {
  const { status, output, error } = document;
  if (options.json === true) writeJson(stdout, document);
  else if (status === "completed") writeJson(stdout, output);
  if (error === null) return;
  const code = isErrorCode(error.code) ? error.code : "HANDLER_FAILED";
  stderr.write(describeError({ ...error, code }, error.task ?? undefined));
}
