import { spawn } from "node:child_process";
import type { ChildProcess, ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

const command = fileURLToPath(new URL("../packages/cli/bin/taskloom.js", import.meta.url));

const started: ChildProcess[] = [];

afterAll(() => {
  for (const child of started) signalGroup(child, "SIGKILL");
});

export interface ProcessOptions {
  /** The working directory: the journal is in it. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A process that was started; it is killed when the tests of the file have ended. */
export interface StartedProcess {
  readonly child: ChildProcess;
  /** What it ended with. The code is null when a signal ended it. */
  readonly ended: Promise<EndedProcess>;
  /** Waits until it has written this to stderr; fails when it ends before. */
  says(text: string): Promise<void>;
}

export interface EndedProcess {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the built command. */
export function startTaskloom(args: readonly string[], options: ProcessOptions): StartedProcess {
  return startNode([command, ...args], options);
}

/** Runs the built command to its end. */
export async function taskloom(args: readonly string[], options: ProcessOptions): Promise<EndedProcess> {
  return startTaskloom(args, options).ended;
}

/** Runs the built command to its end, which must be a good one, and gives what it printed as JSON. */
export async function taskloomJson(args: readonly string[], options: ProcessOptions): Promise<unknown> {
  const { code, stdout, stderr } = await taskloom([...args, "--json"], options);
  if (code !== 0) throw new Error(`taskloom ${args.join(" ")} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Starts Node as the leader of a process group of its own. */
export function startNode(args: readonly string[], { cwd, env = {} }: ProcessOptions): StartedProcess {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  started.push(child);
  const written = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      written[name] += chunk;
    });
  }
  const ended = once(child, "close").then(() => ({ code: child.exitCode, ...written }));
  return { child, ended, says: async (text) => awaitText(child, () => written.stderr, text) };
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

async function awaitText(child: Child, read: () => string, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (read().includes(text)) resolve();
    };
    child.stderr.on("data", look);
    child.once("close", () => reject(new Error(`it has ended without saying '${text}', but: ${read()}`)));
    look();
  });
}

/** Whether the process, or one that it has started in its group, is still there. */
export function isGroupAlive({ child }: StartedProcess): boolean {
  return signalGroup(child, 0) && !isGroupDefunct(child.pid);
}

/** In some containers nobody takes note of the end of processes whose parent is gone: their entries stay. */
function isGroupDefunct(group: number | undefined): boolean {
  if (!existsSync("/proc/self/stat")) return false;
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map(readProcess).every((found) => found.group !== group || found.state === "Z");
}

function readProcess(pid: string): { readonly state: string | undefined; readonly group: number } {
  try {
    // After the name, which stands in brackets: state, parent, group.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return { state: fields[0], group: Number(fields[2]) };
  } catch {
    return { state: undefined, group: -1 };
  }
}

/** Sends a signal to the process and to those that it has started, as a terminal does. */
export function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
