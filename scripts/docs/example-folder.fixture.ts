import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { findTemporalCommand } from "../temporal/ladder.js";
import { thisMachine } from "../temporal/this-machine.js";
import { root } from "./page.js";

/** What a command ended with. */
interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of a user's, with Taskloom and its examples at hand, in which the examples of one page are tried. */
export interface ExampleFolder {
  readonly path: string;
  write(file: string, text: string): Promise<void>;
  /** Runs a text as a shell does, until its first failure. */
  run(script: string): Promise<Ended>;
  /** Starts a text and waits until it has said this; it is stopped with the folder. */
  start(script: string, until: string): Promise<void>;
  remove(): Promise<void>;
}

const NPX = "npx";

export async function createExampleFolder(): Promise<ExampleFolder> {
  const path = await mkdtemp(join(tmpdir(), "taskloom-docs-"));
  for (const name of ["node_modules", "examples"]) await symlink(join(root, name), join(path, name));
  await writeFile(join(path, "package.json"), '{ "type": "module" }\n');
  // What is installed is run, as npx does; npx itself takes longer than most examples.
  await writeFile(join(path, NPX), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
  const temporal = findTemporalCommand(thisMachine());
  if (temporal !== undefined) await symlink(temporal.path, join(path, "temporal"));
  const started: ChildProcess[] = [];
  return {
    path,
    write: async (file, text) => {
      await mkdir(dirname(join(path, file)), { recursive: true });
      await writeFile(join(path, file), text);
    },
    run: async (script) => begin(script, path).ended,
    start: async (script, until) => {
      const { child, said } = begin(script, path);
      started.push(child);
      await said(until);
    },
    remove: async () => {
      for (const child of started) await stop(child);
      await rm(path, { recursive: true });
    },
  };
}

interface Begun {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  said(text: string): Promise<void>;
}

function begin(script: string, cwd: string): Begun {
  const child = spawn("sh", ["-eu", "-c", script], {
    cwd,
    env: environmentIn(cwd),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const written = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (chunk: string) => (written[name] += chunk));
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...written }));
  });
  const said = async (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      child.stderr.on("data", () => written.stderr.includes(text) && resolve());
      void ended.then(({ stderr }) => reject(new Error(`ended without saying '${text}', but: ${stderr}`)), reject);
    });
  return { child, ended, said };
}

/** Nothing of the machine's own configuration reaches the examples. */
function environmentIn(folder: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(TASKLOOM_|VITEST|NODE_|npm_)/.test(name));
  const PATH = [folder, join(folder, "node_modules", ".bin"), process.env["PATH"] ?? ""].join(delimiter);
  return { ...Object.fromEntries(own), PATH, HOME: folder, NO_COLOR: "1" };
}

/** Tells all that the shell has started to stop, and waits for it. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "close");
  process.kill(-child.pid, "SIGTERM");
  await gone;
}
