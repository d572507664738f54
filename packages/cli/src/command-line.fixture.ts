import type { ExitCode } from "./exit-code.js";
import { runCommandLine } from "./run-command-line.js";
import { createTestTerminal, type TestTerminal } from "./terminal/test-terminal.fixture.js";
import { temporaryFolder } from "./temporary-folder.fixture.js";

/** What came of a command line. */
interface Called {
  readonly exit: ExitCode;
  readonly out: string;
  readonly err: string;
  /** What was printed with `--json`. */
  json(): unknown;
}

/** Runs command lines in a folder of their own, in this process. */
export interface CommandLines {
  readonly folder: string;
  /** `@/order.yaml` stands for the file's absolute path. */
  call(...argv: readonly string[]): Promise<Called>;
  /** The same, with the terminal in hand while it runs. */
  begin(...argv: readonly string[]): { readonly terminal: TestTerminal; readonly called: Promise<Called> };
}

export async function commandLinesIn(files: Readonly<Record<string, string>>): Promise<CommandLines> {
  const folder = await temporaryFolder(files);
  const begin: CommandLines["begin"] = (...argv) => {
    const terminal = createTestTerminal(folder);
    const words = argv.map((word) => word.replace(/^@\//, () => `${folder}/`));
    return { terminal, called: call(words, terminal) };
  };
  return { folder, begin, call: async (...argv) => begin(...argv).called };
}

async function call(argv: readonly string[], terminal: TestTerminal): Promise<Called> {
  const exit = await runCommandLine(argv, terminal);
  return { exit, out: terminal.out(), err: terminal.err(), json: () => JSON.parse(terminal.out()) as unknown };
}
