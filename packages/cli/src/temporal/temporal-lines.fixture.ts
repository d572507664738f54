import { randomUUID } from "node:crypto";
import { onTestFinished } from "vitest";
import { temporalAddress } from "../../../../scripts/temporal/server-address.fixture.js";
import { commandLinesIn, type CommandLines } from "../command-line.fixture.js";

/** Command lines on the Temporal server of the test run. */
export interface TemporalLines extends CommandLines {
  /** A task queue that no other test uses. */
  readonly queue: string;
  /** Starts a worker on the queue and waits until it works; it is stopped with the test. */
  serve(...argv: readonly string[]): Promise<{ said(): string; stop(): Promise<number> }>;
}

export async function temporalLinesIn(files: Readonly<Record<string, string>>): Promise<TemporalLines> {
  const queue = `test-${randomUUID()}`;
  const place = ["--engine", "temporal", "--address", temporalAddress()];
  const { folder, begin: beginHere } = await commandLinesIn(files);
  const begin: CommandLines["begin"] = (command = "", ...argv) => beginHere(command, ...place, ...argv);
  return {
    folder,
    queue,
    begin,
    call: async (...argv) => begin(...argv).called,
    serve: async (...argv) => {
      const { terminal, called } = begin("worker", ...argv, "--task-queue", queue);
      const stop = async (): Promise<number> => {
        terminal.interrupt();
        return (await called).exit;
      };
      onTestFinished(async () => void (await stop()));
      await until(() => terminal.err().includes("polling"), called);
      return { said: () => terminal.err(), stop };
    },
  };
}

/** Waits until a thing is so; fails when the command has ended before. */
export async function until(isSo: () => boolean, called: ReturnType<CommandLines["call"]>): Promise<void> {
  let ended: string | undefined;
  void called.then(({ exit, err }) => (ended = `it has ended with ${exit}: ${err}`));
  while (!isSo()) {
    if (ended !== undefined) throw new Error(ended);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
