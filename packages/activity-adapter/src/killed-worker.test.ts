import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CompiledDefinition } from "@taskloom/interfaces";
import { describe, expect, it, onTestFinished } from "vitest";
import { isTemporalSkipped } from "../../../scripts/temporal/server-address.fixture.js";
import { endProcess, startOwnProcess } from "../../../scripts/own-process.js";
import { awaitEnd, compile, openTestEngine, type TestEngine } from "./engine.fixture.js";
import { createGate, createHandlers } from "./handlers.fixture.js";
import { sequence } from "./sequence.fixture.js";

const PROCESS = fileURLToPath(new URL("./worker-process.fixture.ts", import.meta.url));

/** A worker that is found dead after 10 s, and another process to start. */
const patiently = { timeout: 60_000 };

interface Worker {
  /** What it has written down. */
  readonly readNotes: () => readonly string[];
  /** `kill -9` */
  readonly kill: () => Promise<void>;
}

/** A worker in a process of its own. */
function startWorker(taskQueue: string): Worker {
  const folder = mkdtempSync(join(tmpdir(), "taskloom-killed-"));
  const notes = join(folder, "notes");
  const args = ["--conditions=@taskloom/source", "--import", "tsx", PROCESS, taskQueue, notes];
  const child = startOwnProcess(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  onTestFinished(async () => {
    await endProcess(child);
    rmSync(folder, { recursive: true, force: true });
  });
  const readNotes = (): readonly string[] => (existsSync(notes) ? readFileSync(notes, "utf8").trim().split("\n") : []);
  return { readNotes, kill: async () => endProcess(child) };
}

let queues = 0;

function createQueue(): string {
  return `killed-worker-${process.pid}-${(queues += 1)}`;
}

async function startRun({ engine }: TestEngine, definition: CompiledDefinition): Promise<string> {
  return (await engine.start({ definition, input: {}, requestId: crypto.randomUUID() })).runId;
}

/** Two tasks at once: one that has a single attempt, and one that has several. */
function createPair(action: string): CompiledDefinition {
  const retry = { initial_interval: 1, maximum_attempts: 3 };
  const tasks = [
    { id: "once", action, retry: { maximum_attempts: 1 } },
    { id: "again", action, retry },
  ];
  return compile({ tasks: [{ id: "p", type: "parallel", strategy: "best_effort", tasks }] });
}

describe.skipIf(isTemporalSkipped)("a run whose worker is killed", { timeout: 120_000 }, () => {
  const TASKS = 40;
  const tasks = Array.from({ length: TASKS }, (_, index) => ({ id: `t${index}`, action: "note", with: index }));
  const definition = compile({ ...sequence(...tasks), defaults: { retry: { initial_interval: 1 } } });

  it("goes on on another worker, and ends as if nothing had happened", async () => {
    const taskQueue = createQueue();
    const client = await openTestEngine(createHandlers({}), { taskQueue, hasWorker: false });
    const killed = startWorker(taskQueue);
    const run = await startRun(client, definition);
    await expect.poll(() => killed.readNotes().length, patiently).toBeGreaterThan(TASKS / 2);
    await killed.kill();
    const began = killed.readNotes().filter((note) => note.startsWith("start "));
    const again: string[] = [];
    const handlers = createHandlers({
      note: (input, { taskPath }) => {
        again.push(taskPath);
        return input;
      },
    });
    await openTestEngine(handlers, { taskQueue });
    const document = await awaitEnd(client.engine, run);
    const output = Object.fromEntries(tasks.map(({ id }, index) => [id, index]));
    expect(document).toMatchObject({ status: "completed", output });
    const made = [...new Set(began.map((line) => line.split(" ")[1]))];
    expect(again.filter((path) => made.includes(path)).length).toBeLessThanOrEqual(1);
    expect(made.length + again.length).toBeLessThanOrEqual(TASKS + 1);
  });

  it("has used up the attempts under way, and the next ones get what those left with `heartbeat`", async () => {
    const taskQueue = createQueue();
    const client = await openTestEngine(createHandlers({}), { taskQueue, hasWorker: false });
    const killed = startWorker(taskQueue);
    const run = await startRun(client, createPair("hang"));
    const handle = client.setting.client.workflow.getHandle(run);
    const countBeats = async (): Promise<number> => {
      const { pendingActivities = [] } = (await handle.describe()).raw;
      return pendingActivities?.filter(({ heartbeatDetails }) => heartbeatDetails?.payloads?.length === 1).length ?? 0;
    };
    await expect.poll(countBeats, patiently).toBe(2);
    await killed.kill();
    await openTestEngine(createHandlers({ hang: (_input, { lastHeartbeat }) => lastHeartbeat }), { taskQueue });
    const document = await awaitEnd(client.engine, run);
    expect(document).toMatchObject({ status: "completed", output: { p: { again: { left: 1 } } } });
    expect(document.tasks.map(({ path, status, attempts, error }) => [path, status, attempts, error?.code])).toEqual([
      ["root/p", "completed", 0, undefined],
      ["root/p/once", "failed", 1, "WORKER_LOST"],
      ["root/p/again", "completed", 2, undefined],
    ]);
  });
});

describe.skipIf(isTemporalSkipped)("a worker that is told to stop", { timeout: 60_000 }, () => {
  it("lets handlers end that do so in time, and uses no attempt for it", async () => {
    const taskQueue = createQueue();
    const [began, gate] = [createGate(), createGate()];
    const hold = async (): Promise<void> => {
      began.open();
      await gate.opened;
    };
    const stopping = await openTestEngine(createHandlers({ hold }), { taskQueue, graceMs: 60_000 });
    const tasks = [
      { id: "a", action: "hold", retry: { maximum_attempts: 1 } },
      { id: "b", action: "echo", with: 1 },
    ];
    const run = await startRun(stopping, compile(sequence(...tasks)));
    await began.opened;
    stopping.worker?.shutdown();
    gate.open();
    const { engine } = await openTestEngine(createHandlers({ echo: (input) => input }), { taskQueue });
    const document = await awaitEnd(engine, run);
    expect(document).toMatchObject({ status: "completed", output: { b: 1 } });
    expect(document.tasks.map(({ attempts }) => attempts)).toStrictEqual([1, 1]);
  });

  it.each(["gate", "deaf"])("ends the others, whose attempts are lost (%s)", async (action) => {
    const taskQueue = createQueue();
    const began = [createGate(), createGate()];
    let calls = 0;
    const never = new Promise<void>(() => undefined);
    const handlers = createHandlers({
      gate: async (_input, { signal }) => {
        began[calls++]?.open();
        await new Promise((_resolve, reject) =>
          signal.addEventListener("abort", () => reject(new Error("told to stop"))),
        );
      },
      deaf: async () => {
        began[calls++]?.open();
        await never;
      },
    });
    const stopping = await openTestEngine(handlers, { taskQueue, graceMs: 50 });
    const run = await startRun(stopping, createPair(action));
    await Promise.all(began.map(async ({ opened }) => opened));
    stopping.worker?.shutdown();
    const { engine } = await openTestEngine(createHandlers({ [action]: (_input, { attempt }) => attempt }), {
      taskQueue,
    });
    const document = await awaitEnd(engine, run);
    expect(document).toMatchObject({ status: "completed", output: { p: { again: 2 } } });
    expect(document.tasks.map(({ path, status, attempts, error }) => [path, status, attempts, error?.code])).toEqual([
      ["root/p", "completed", 0, undefined],
      ["root/p/once", "failed", 1, "WORKER_LOST"],
      ["root/p/again", "completed", 2, undefined],
    ]);
  });
});
