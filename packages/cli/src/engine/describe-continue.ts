import type { RunId } from "@taskloom/interfaces";
import type { Session } from "./session.js";
import { formatCommand, listSharedFlags } from "./shell-command.js";

/**
 * The command that takes a run up again, with the options that it needs to find everything; undefined when the journal
 * is in memory, so that nothing is left.
 */
export function describeContinue(run: RunId, modules: readonly string[], session: Session): string | undefined {
  if (session.config.journal.file === ":memory:") return undefined;
  const { journal } = session.options;
  return formatCommand(["continue", run], [["--journal", journal], ...listSharedFlags(modules, session)]);
}
