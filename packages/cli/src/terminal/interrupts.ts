import { EXIT } from "../exit-code.js";
import { describeError } from "../report-error.js";
import type { Terminal } from "./terminal.js";

/** Requests to stop: the first aborts the signal, the second ends the process at once. */
export interface Interrupts {
  readonly signal: AbortSignal;
  /** No longer listens. */
  release(): void;
}

export function listenForInterrupts(terminal: Terminal): Interrupts {
  const first = new AbortController();
  const release = terminal.onInterrupt(() => {
    if (first.signal.aborted) endAtOnce(terminal);
    first.abort();
  });
  return { signal: first.signal, release };
}

function endAtOnce(terminal: Terminal): void {
  const message = "ended at once: attempts under way are lost";
  terminal.stderr.write(describeError({ code: "COMMAND_INTERRUPTED", message, details: null }, undefined));
  terminal.exit(EXIT.interrupted);
}
