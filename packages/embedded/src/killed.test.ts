import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { awaitEnd, createTestEngine } from "./engine.fixture.js";
import { hanging } from "./hanging-definition.fixture.js";
import { openFileJournal } from "./journal/file-journal.js";

const PROCESS = fileURLToPath(new URL("./killed-process.fixture.ts", import.meta.url));

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "taskloom-killed-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the run in another process, and kills that once both of its handlers hang. */
async function startAndKill(journal: string, run: string): Promise<void> {
  const args = ["--conditions=@taskloom/source", "--import", "tsx", PROCESS, journal, run];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString();
    if (text.split("\n").length > 2) child.kill("SIGKILL");
  });
  await once(child, "close");
}

it("a killed process uses up the attempts under way; deadlines that have passed fire once; a worker takes the run up", async () => {
  const file = join(folder, "journal.db");
  await startAndKill(file, "run");
  const sender = createTestEngine({}, { journal: await openFileJournal(file), role: "call" });
  expect(await sender.get("run", { detailed: true })).toMatchObject({ status: "running", blocked: "NO_OWNER" });
  await sender.signal("run", { name: "go", payload: 7 });
  await sender.close();
  const worker = createTestEngine({ hang: () => "ended" }, { journal: await openFileJournal(file), role: "work" });
  await worker.serve([hanging]);
  const { status, tasks } = await awaitEnd(worker, "run");
  expect(status).toBe("completed");
  expect(tasks.map((task) => [task.path, task.status, task.attempts, task.error?.code])).toEqual([
    ["root/p", "completed", 0, undefined],
    ["root/p/once", "failed", 1, "WORKER_LOST"],
    ["root/p/again", "completed", 2, undefined],
    ["root/p/pause", "completed", 0, undefined],
    ["root/p/go", "completed", 0, undefined],
  ]);
  const events: string[] = [];
  for await (const { event } of worker.watch("run"))
    events.push(event.kind === "timer_fired" ? event.timer : event.kind);
  expect(events.filter((event) => event === "wait:root/p/pause")).toHaveLength(1);
  expect(events.filter((event) => event === "signal_received")).toHaveLength(1);
  await worker.close();
});
