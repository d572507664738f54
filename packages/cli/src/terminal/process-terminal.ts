import process from "node:process";
import type { Output, Terminal } from "./terminal.js";

const STOP_SIGNALS = ["SIGINT", "SIGTERM"] as const;
const STRAY_ERRORS = ["uncaughtException", "unhandledRejection"] as const;

/** The terminal of this process. */
export const processTerminal: Terminal = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  onInterrupt: (listener) => listen(STOP_SIGNALS, listener),
  onStrayError: (listener) => listen(STRAY_ERRORS, listener),
  exit: (code) => process.exit(code),
};

const MAX_TIMER_MS = 2 ** 31 - 1;

function listen(events: readonly string[], listener: (...args: unknown[]) => void): () => void {
  for (const event of events) process.on(event, listener);
  return () => {
    for (const event of events) process.off(event, listener);
  };
}

/** Keeps the process alive while nothing but a journal is waited for; the end of the command ends it. */
export function stayAlive(): void {
  setInterval(() => undefined, MAX_TIMER_MS);
}

/** Ends the process when all output is written, whatever a handler has left running. */
export async function endProcess(code: number): Promise<void> {
  await Promise.all([written(process.stdout), written(process.stderr)]);
  process.exit(code);
}

/** Whoever reads our output may stop early, `head` for instance: that is no fault. */
export function endWhenNobodyReads(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

/** What is said while nobody listens is lost: to tell of it would fail in the same way, without end. */
export function goOnWhenNobodyListens(): void {
  process.stderr.on("error", () => undefined);
}

async function written(output: Output): Promise<void> {
  await new Promise<void>((resolve) => {
    output.write("", () => resolve());
  });
}
