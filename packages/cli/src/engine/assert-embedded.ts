import { TaskloomError } from "@taskloom/shared";
import type { Session } from "./session.js";

/**
 * For what only the embedded engine offers, before anything is opened.
 * @throws OPTION_NOT_SUPPORTED, saying what to do instead
 */
export function assertEmbedded({ config: { engine } }: Session, command: string, instead: string): void {
  if (engine === "embedded") return;
  throw new TaskloomError("OPTION_NOT_SUPPORTED", `\`taskloom ${command}\` is for the embedded engine: ${instead}`, {
    details: { command, engine },
  });
}
