import { spawn } from "node:child_process";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./temporary-folder.fixture.js";

const PACKAGE = join(import.meta.dirname, "..");
/** The built command: `npx tsc -b tsconfig.build.json` makes it. */
const BIN = join(PACKAGE, "bin/taskloom.js");

/** A process of the command. */
export interface Spawned {
  readonly pid: number;
  out(): string;
  err(): string;
  /** Types into its terminal. */
  type(text: string): void;
  kill(signal: NodeJS.Signals): void;
  /** Reads no more of its stderr. */
  stopListening(): void;
  readonly ended: Promise<{ readonly exit: number | null; readonly signal: NodeJS.Signals | null }>;
}

export interface SpawnOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Of a screen of this size, where stdout and stderr are one. */
  readonly screen?: { readonly rows: number; readonly columns: number };
}

/** A folder in which the package is installed, as in a user's project. */
export async function installedFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder(files);
  await mkdir(join(folder, "node_modules"));
  await symlink(PACKAGE, join(folder, "node_modules/taskloom"));
  return folder;
}

export function spawnTaskloom(cwd: string, argv: readonly string[], { env = {}, screen }: SpawnOptions = {}): Spawned {
  const command = [process.execPath, BIN, ...argv];
  const [program = "", ...args] = screen === undefined ? command : onScreen(command, screen);
  const child = spawn(program, args, { cwd, env: { PATH: process.env["PATH"], TERM: "xterm", ...env } });
  const out: string[] = [];
  const err: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
  const ended = new Promise<Awaited<Spawned["ended"]>>((resolve) => {
    child.once("close", (exit, signal) => resolve({ exit, signal }));
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return {
    pid: child.pid ?? 0,
    out: () => out.join(""),
    err: () => err.join(""),
    type: (text) => child.stdin.write(text),
    kill: (signal) => child.kill(signal),
    stopListening: () => void child.stderr.destroy(),
    ended,
  };
}

/** `script` gives a command a terminal of its own, and takes its exit code. */
function onScreen(
  command: readonly string[],
  { rows, columns }: NonNullable<SpawnOptions["screen"]>,
): readonly string[] {
  const quoted = command.map((word) => `'${word}'`).join(" ");
  return ["script", "-qec", `stty rows ${rows} cols ${columns}; exec ${quoted}`, "/dev/null"];
}
