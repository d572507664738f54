import { Writable } from "node:stream";
import type { Terminal } from "./terminal.js";

/** A terminal that remembers what was written to it. */
export interface TestTerminal extends Terminal {
  out(): string;
  err(): string;
  /** What Ctrl-C does. */
  interrupt(): void;
  /** What a handler left behind that failed. */
  fail(error: unknown): void;
  /** The code with which the process was ended at once, if it was. */
  exited(): number | undefined;
}

export interface TestTerminalOptions {
  readonly env?: Terminal["env"];
  /** Makes stderr a screen of this size. */
  readonly screen?: { readonly rows: number; readonly columns: number };
}

export function createTestTerminal(cwd: string, { env = {}, screen }: TestTerminalOptions = {}): TestTerminal {
  const out: string[] = [];
  const err: string[] = [];
  const interrupts = new Set<() => void>();
  const strays = new Set<(error: unknown) => void>();
  let exited: number | undefined;
  return {
    cwd,
    env,
    stdout: record(out),
    stderr: screen === undefined ? record(err) : Object.assign(record(err), { isTTY: true, ...screen }),
    onInterrupt: (listener) => listen(interrupts, listener),
    onStrayError: (listener) => listen(strays, listener),
    exit: (code) => (exited ??= code),
    out: () => out.join(""),
    err: () => err.join(""),
    interrupt: () => {
      for (const listener of interrupts) listener();
    },
    fail: (error) => {
      for (const listener of strays) listener(error);
    },
    exited: () => exited,
  };
}

function record(chunks: string[]): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
