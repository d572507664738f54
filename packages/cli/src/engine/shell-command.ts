import { dirname, relative } from "node:path";
import type { Session } from "./session.js";

/** An option of a command; without a value it is left out. */
export type Flag = readonly [name: string, value: string | undefined];

/** A command as a person types it into a shell. */
export function formatCommand(words: readonly string[], flags: readonly Flag[]): string {
  const given = flags.flatMap(([flag, value]) => (value === undefined ? [] : [flag, value]));
  return ["taskloom", ...words, ...given].map(quote).join(" ");
}

/** What was given, without which another command would not find the same store, types and handlers. */
export function listSharedFlags(
  modules: readonly string[],
  { options, config, terminal: { cwd } }: Session,
): readonly Flag[] {
  const { store, config: file, taskTypes = [] } = options;
  const needed = modules.filter((module) => dirname(module) !== cwd || config.handlers.length > 0);
  return [
    ["--store", store],
    ["--config", file],
    ...taskTypes.map((module) => ["--task-types", module] as const),
    ...needed.map((module) => ["--handlers", relative(cwd, module)] as const),
  ];
}

/** For a shell. */
function quote(text: string): string {
  return /^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
