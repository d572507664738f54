import { EXIT } from "../exit-code.js";
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
    if (first.signal.aborted) terminal.exit(EXIT.interrupted);
    first.abort();
  });
  return { signal: first.signal, release };
}
