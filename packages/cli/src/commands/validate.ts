import type { Diagnostic } from "@taskloom/shared";
import { loadDefinitionFiles, type LoadedFile } from "@taskloom/shared/files";
import { Option } from "commander";
import type { CommandDefinition } from "../command.js";
import { exitOfDiagnostics, toLoadOptions } from "../engine/definitions.js";
import { openSession } from "../engine/session.js";
import { EXIT, type ExitCode } from "../exit-code.js";
import { definitionOptions, type CommonOptions } from "../options/common-options.js";
import type { Terminal } from "../terminal/terminal.js";
import { countOf } from "../text/count-of.js";
import { showDiagnostic } from "../text/show-diagnostic.js";
import { writeJson } from "../text/write-json.js";

interface ValidateOptions extends CommonOptions {
  readonly strict?: boolean;
}

export const validate: CommandDefinition<ValidateOptions> = {
  options: [new Option("--strict", "let warnings count as errors"), ...definitionOptions],
  async run(invocation) {
    const { args, options, terminal } = invocation;
    const session = await openSession(invocation);
    const files = await loadDefinitionFiles(args, toLoadOptions(session));
    const exit = judge(files, options.strict === true);
    const diagnostics = files.flatMap((file) => file.diagnostics);
    if (options.json === true) writeJson(terminal.stdout, { schema_version: 1, ok: exit === EXIT.done, diagnostics });
    else showDiagnostics(files, terminal, options.quiet === true);
    return exit;
  },
};

function judge(files: readonly LoadedFile[], isStrict: boolean): ExitCode {
  const exit = exitOfDiagnostics(files);
  const hasWarnings = files.some(({ diagnostics }) => diagnostics.length > 0);
  return exit === EXIT.done && isStrict && hasWarnings ? EXIT.invalid : exit;
}

function showDiagnostics(files: readonly LoadedFile[], { stdout, stderr }: Terminal, isQuiet: boolean): void {
  for (const { diagnostics, text } of files) {
    for (const diagnostic of diagnostics) stdout.write(showDiagnostic(diagnostic, text));
  }
  if (!isQuiet) stderr.write(`${summarize(files)}\n`);
}

function summarize(files: readonly LoadedFile[]): string {
  const diagnostics = files.flatMap((file) => file.diagnostics);
  const count = (severity: Diagnostic["severity"]): string =>
    countOf(diagnostics.filter((diagnostic) => diagnostic.severity === severity).length, severity);
  return `${countOf(files.length, "file")}, ${count("error")}, ${count("warning")}`;
}
