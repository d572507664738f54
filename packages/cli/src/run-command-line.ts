import { runProgram } from "./program.js";
import type { ExitCode } from "./exit-code.js";
import type { Terminal } from "./terminal/terminal.js";

/** Does what the command line says, and gives the exit code. It never throws: what goes wrong is told on stderr. */
export async function runCommandLine(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    const result = await runProgram(argv, terminal);
    if ("exit" in result) return result.exit;
    const { createUsageError } = await import("./options/usage-error.js");
    return await tell(createUsageError(result.problem), argv, terminal);
  } catch (error) {
    return tell(error, argv, terminal);
  }
}

async function tell(error: unknown, argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { reportError } = await import("./report-error.js");
  return reportError(error, terminal, argv.includes("--debug"));
}
