import { accessSync, constants, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { announce } from "../bootstrap/announce.mjs";
import { alone } from "./alone.js";
import { downloadCommand } from "./download.js";
import { buildCommand } from "./go-build.js";
import type { Machine, Outcome } from "./ladder.js";

const extension = process.platform === "win32" ? ".exe" : "";
const checkout = fileURLToPath(new URL("../..", import.meta.url));

/** The machine that this process runs on, and the checkout that this file is in. What takes time is said on stderr. */
export function thisMachine(): Machine {
  const kept = join(checkout, ".cache", "bin", `temporal${extension}`);
  return {
    env: process.env,
    kept,
    isProgram,
    find: (name) => findProgram(name, process.env["PATH"] ?? ""),
    alone: async (work) => alone(`${kept}.lock`, work, { onWait: sayThatWeWait }),
    download: async () => told("Downloading a Temporal server (once)", kept, downloadCommand),
    build: async (go) =>
      told("Building a Temporal server with Go (once, 3 to 10 minutes)", kept, async (path) => buildCommand(path, go)),
  };
}

/** The path of a program in one of the folders that the search path lists. */
export function findProgram(name: string, searchPath: string): string | undefined {
  return searchPath
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name + extension))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function sayThatWeWait(): void {
  process.stderr.write("Another process is getting a Temporal server; waiting for it …\n");
}

async function told(what: string, kept: string, get: (path: string) => Promise<Outcome>): Promise<Outcome> {
  const done = announce(what);
  await mkdir(dirname(kept), { recursive: true });
  const outcome = await get(kept);
  if (outcome.ok) done();
  else process.stderr.write(`  ${outcome.why}\n`);
  return outcome;
}
