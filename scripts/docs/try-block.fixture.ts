import type { JsonValue } from "@taskloom/interfaces";
import type { CodeBlock } from "./code-block.js";
import type { ExampleFolder } from "./example-folder.fixture.js";
import { diagnose, runDefinition } from "./try-definition.fixture.js";

/** The examples of one page, tried one after the other. */
export interface Trial {
  readonly folder: ExampleFolder;
  /** What the last run gave. */
  output?: JsonValue;
  /** What the last commands printed. */
  stdout?: string;
}

/** What an example did, and what its page says that it does. */
export interface Outcome {
  readonly found: unknown;
  readonly said: unknown;
}

/** Does with an example what its language and its marks say. */
export async function tryBlock(block: CodeBlock, trial: Trial): Promise<Outcome> {
  const attempt = ATTEMPTS.get(block.language);
  if (attempt === undefined) throw new Error(`nobody knows how to try a block of '${block.language}'`);
  const file = block.marks.get("file");
  if (file !== undefined) await trial.folder.write(file, block.text);
  return attempt(block, trial);
}

const ATTEMPTS: ReadonlyMap<string, (block: CodeBlock, trial: Trial) => Promise<Outcome>> = new Map([
  ["yaml", tryDefinition],
  ["ts", tryFile],
  ["sh", tryCommands],
  ["json", tryResult],
  ["toml", tryResult],
  ["text", tryResult],
]);

/** `wrong`: codes and lines of diagnostics. `run`: an input, `{}` by default. `fails`: the code of the run's error. */
async function tryDefinition({ text, marks }: CodeBlock, trial: Trial): Promise<Outcome> {
  const said = { wrong: marks.get("wrong") ?? "", fails: marks.get("fails") };
  const wrong = diagnose(text).join(", ");
  const run = marks.get("run");
  if (run === undefined) return { found: { wrong, fails: said.fails }, said };
  const { error, output } = await runDefinition(text, JSON.parse(run === "" ? "{}" : run) as JsonValue);
  trial.output = output;
  return { found: { wrong, fails: error?.code }, said };
}

/** A module is tried by the commands that use it, and compiled with the others of its page. */
async function tryFile({ marks }: CodeBlock): Promise<Outcome> {
  return { found: marks.has("file"), said: true };
}

/** `until it says`: it goes on in the background once it has said this. `exit code`: what it ends with, 0 by default. */
async function tryCommands({ text, marks }: CodeBlock, trial: Trial): Promise<Outcome> {
  const until = marks.get("until it says");
  if (until !== undefined) return { found: await trial.folder.start(text, until), said: undefined };
  const { code, stdout, stderr } = await trial.folder.run(text);
  trial.stdout = stdout;
  const said = Number(marks.get("exit code") ?? 0);
  return { found: code === said ? code : `${code}: ${stderr}`, said };
}

/** `prints`: what the last commands printed. `output`: what the last definition gave. */
async function tryResult({ text, marks, language }: CodeBlock, { stdout, output }: Trial): Promise<Outcome> {
  if (marks.has("prints")) return language === "json" ? asJson(stdout ?? "", text) : { found: stdout, said: text };
  if (marks.has("output")) return { found: output, said: JSON.parse(text) };
  if (marks.has("file")) return { found: undefined, said: undefined };
  throw new Error(`a block of '${language}' is a file, an output or what commands print`);
}

function asJson(found: string, said: string): Outcome {
  return { found: JSON.parse(found), said: JSON.parse(said) };
}
