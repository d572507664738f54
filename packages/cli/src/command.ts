import type { Option } from "commander";
import type { ExitCode } from "./exit-code.js";
import type { Terminal } from "./terminal/terminal.js";

/** A command as `taskloom --help` shows it; the rest is loaded when it is called. */
export interface CommandEntry {
  readonly name: string;
  /** In commander's form: `<file>`, `[run]`, `<globs...>`. */
  readonly arguments?: string;
  readonly summary: string;
  load(): Promise<CommandDefinition>;
}

/** What a command takes and does. `O` is the form of its options once they are parsed. */
export interface CommandDefinition<O = unknown> {
  readonly options: readonly Option[];
  run(invocation: Invocation<O>): Promise<ExitCode>;
}

/** One call of a command. */
export interface Invocation<O> {
  /** The arguments in order; those of a variadic one follow each other. */
  readonly args: readonly string[];
  readonly options: O;
  readonly terminal: Terminal;
}
