import { Command, CommanderError } from "commander";
import type { CommandDefinition, CommandEntry } from "./command.js";
import { COMMANDS } from "./command-list.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import { spreadValues } from "./options/spread-values.js";
import type { Terminal } from "./terminal/terminal.js";
import { VERSION } from "./version.js";

/** What the command line asks for: the end of the command that ran, or why it is not understood. */
export type ProgramResult = { readonly exit: ExitCode } | { readonly problem: string };

/** Parses the command line and runs its command, the only one that is loaded. */
export async function runProgram(argv: readonly string[], terminal: Terminal): Promise<ProgramResult> {
  const program = createProgram(terminal);
  let exit: ExitCode = EXIT.done;
  const asked = findCommandName(argv);
  for (const entry of COMMANDS) {
    const command = addCommand(program, entry);
    if (entry.name !== asked) continue;
    const definition = await entry.load();
    describeCommand(command, definition).action(async () => {
      exit = await definition.run({
        args: command.processedArgs.flat() as string[],
        options: command.opts(),
        terminal,
      });
    });
  }
  try {
    await program.parseAsync(spreadValues(argv), { from: "user" });
    return { exit };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { exit: EXIT.done };
    return { problem: describeProblem(error, program) };
  }
}

function createProgram({ stdout }: Terminal): Command {
  return new Command("taskloom")
    .description("Runs workflows that are written as data.")
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: () => undefined })
    .configureHelp({ showGlobalOptions: false });
}

/** The first word that is no option; `help run` asks for `run` too. */
function findCommandName(argv: readonly string[]): string | undefined {
  const [first, second] = argv.filter((word) => !word.startsWith("-"));
  return first === "help" ? second : first;
}

function addCommand(program: Command, { name, arguments: args = "", summary }: CommandEntry): Command {
  return program.command(`${name} ${args}`.trim()).description(summary);
}

function describeCommand(command: Command, { options }: CommandDefinition): Command {
  for (const option of options) command.addOption(option);
  return command;
}

/** Commander's own text without its first word. */
function describeProblem(error: CommanderError, program: Command): string {
  if (error.code === "commander.help")
    return `a command is missing: ${program.commands.map((c) => c.name()).join(", ")}`;
  return error.message.replace(/^error: /, "").replaceAll("\n", " ");
}
