import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const TASKS = 40;
const PROCESS = fileURLToPath(new URL("./crash-process.fixture.ts", import.meta.url));

let folder = "";
let running: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "taskloom-crash-"));
});
afterEach(() => {
  running?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly text: string;
}

/** Runs the process; kills it once its notes have so many lines. */
async function runProcess(mode: string, durability: string, killAt: number): Promise<Ended> {
  const notes = join(folder, "notes");
  const args = ["--conditions=@taskloom/source", "--import", "tsx", PROCESS];
  const child = spawn(process.execPath, [...args, join(folder, "journal.db"), notes, "run", mode, durability]);
  running = child;
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => process.stderr.write(chunk));
  const watch = setInterval(() => {
    if (countLines(notes) >= killAt) child.kill("SIGKILL");
  }, 1);
  const code = await new Promise<number | null>((resolve) => child.on("exit", resolve));
  clearInterval(watch);
  return { code, text };
}

function countLines(file: string): number {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").length - 1 : 0;
}

describe.each(["strict", "relaxed"])("a run (%s) whose process is killed", (durability) => {
  it("goes on in another process and ends as if nothing had happened", async () => {
    expect((await runProcess("start", durability, 20)).code).toBeNull();
    expect((await runProcess("continue", durability, 50)).code).toBeNull();
    const last = await runProcess("continue", durability, Infinity);
    const output = Object.fromEntries(Array.from({ length: TASKS }, (_, index) => [`t${index}`, index]));
    expect(JSON.parse(last.text)).toEqual({ status: "completed", output });
    const atMost = durability === "strict" ? 2 : Infinity;
    expect(listRepeated(join(folder, "notes")).length).toBeLessThanOrEqual(atMost);
  });
});

/** Tasks whose handler ended and was run again all the same. */
function listRepeated(notes: string): string[] {
  const ended = readFileSync(notes, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("end "));
  const tasks = ended.map((line) => line.split(" ")[1] ?? "");
  return tasks.filter((task, position) => tasks.indexOf(task) !== position);
}
