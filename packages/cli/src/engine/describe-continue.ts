import { dirname, relative } from "node:path";
import type { RunId } from "@taskloom/interfaces";
import type { Session } from "./session.js";

/**
 * The command that takes a run up again, with the options that it needs to find everything; undefined when the journal
 * is in memory, so that nothing is left.
 */
export function describeContinue(
  run: RunId,
  modules: readonly string[],
  { options, config, terminal: { cwd } }: Session,
): string | undefined {
  if (config.journal.file === ":memory:") return undefined;
  const { journal, store, config: file, taskTypes = [] } = options;
  const needed = modules.filter((module) => dirname(module) !== cwd || config.handlers.length > 0);
  const flags: readonly (readonly [string, string | undefined])[] = [
    ["--journal", journal],
    ["--store", store],
    ["--config", file],
    ...taskTypes.map((module) => ["--task-types", module] as const),
    ...needed.map((module) => ["--handlers", relative(cwd, module)] as const),
  ];
  const given = flags.flatMap(([flag, value]) => (value === undefined ? [] : [flag, quote(value)]));
  return ["taskloom continue", run, ...given].join(" ");
}

/** For a shell. */
function quote(text: string): string {
  return /^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
