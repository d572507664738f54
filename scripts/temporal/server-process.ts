import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { isListening } from "../is-listening.js";
import { endProcess, startOwnProcess } from "../own-process.js";
import { collectTail } from "./output-tail.js";

export interface ServerLaunch {
  readonly path: string;
  readonly args: readonly string[];
  /** Its working folder. */
  readonly folder: string;
  /** Where it will listen: its own port, and that of its web UI when it has one. */
  readonly ports: readonly number[];
}

const startLimitMs = 60_000;

/** Starts a server and waits until it takes connections at all its ports. Throws an error with what it said when it does not. */
export async function launchServer({ path, args, folder, ports }: ServerLaunch): Promise<ChildProcess> {
  for (const port of ports) await assertFree(port);
  const child = startOwnProcess(path, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const said = collectTail(child.stdout, child.stderr);
  const failure = new AbortController();
  child.once("error", (error) => failure.abort(error));
  child.once("close", () => failure.abort(new Error(`The Temporal server ended at its start: ${said()}`)));
  try {
    const signal = AbortSignal.any([failure.signal, AbortSignal.timeout(startLimitMs)]);
    for (const port of ports) await untilListening(port, signal);
    return child;
  } catch (error) {
    await endProcess(child);
    throw error;
  }
}

async function untilListening(port: number, signal: AbortSignal): Promise<void> {
  while (!(await isListening(port))) {
    await sleep(20);
    signal.throwIfAborted();
  }
}

/** The answer of another server would be taken for that of ours. */
async function assertFree(port: number): Promise<void> {
  if (await isListening(port)) throw new Error(`Another process listens at port ${port}.`);
}
