import { createEngineHandlers } from "@taskloom/contracts";
import { isTaskloomError, TaskloomError } from "@taskloom/shared";
import { expect, it } from "vitest";
import { alter } from "./broken-journal.fixture.js";
import { awaitEnd, compile, createTestEngine, runToEnd, patiently } from "./engine.fixture.js";
import type { EmbeddedEngine } from "./embedded-engine.js";
import { createMemoryJournal } from "./journal/memory-journal.js";
import type { JournalStore } from "./journal/journal-store.js";

const requestId = "request";
const STRANGER = { host: "elsewhere", pid: 1, processStart: "1", leaseUntil: Number.MAX_SAFE_INTEGER };
const wait = compile({ tasks: [{ id: "w", type: "wait", wait_for: "go" }] });

async function loseRun(journal: JournalStore, run: string): Promise<void> {
  await journal.takeOver(run, (await journal.readRun(run))?.owner, STRANGER);
}

function codeOf(error: unknown): unknown {
  return isTaskloomError(error) ? error.code : error;
}

async function countEvents(engine: EmbeddedEngine, run: string, kind: string): Promise<number> {
  let count = 0;
  for await (const { event } of engine.watch(run)) if (event.kind === kind) count += 1;
  return count;
}

it("a process that has lost a run tells its handlers to stop, records nothing and gives their places back", async () => {
  const journal = createMemoryJournal();
  const handlers = createEngineHandlers();
  const told: unknown[] = [];
  const report = (_: string, error: unknown, run?: string): void => void told.push([codeOf(error), run]);
  const engine = createTestEngine({}, { journal, handlers, concurrency: 2, report });
  const tasks = [
    { id: "a", action: "gate", with: 1 },
    { id: "b", action: "gate", with: 2 },
    { id: "c", action: "echo", with: 3 },
  ];
  const definition = compile({ tasks: [{ id: "p", type: "parallel", tasks }] });
  const { runId } = await engine.start({ definition, input: {}, requestId });
  const other = await handlers.called("root/p/b");
  await loseRun(journal, runId);
  const before = (await journal.readRun(runId))?.lastSeq;
  handlers.open(1);
  await expect.poll(() => other.signal.aborted, patiently).toBe(true);
  expect((await journal.readRun(runId))?.lastSeq).toBe(before);
  expect(told).toStrictEqual([["OWNERSHIP_LOST", runId]]);
  expect(handlers.calls.map(({ path }) => path)).not.toContain("root/p/c");
  const both = compile({ tasks: [{ id: "p", type: "parallel", tasks: tasks.map((task) => ({ ...task, with: 1 })) }] });
  expect(await runToEnd(engine, both)).toMatchObject({ status: "completed" });
  await engine.close();
});

it("a signal that meets a run which another process has taken over is left for that process", async () => {
  const journal = createMemoryJournal();
  const engine = createTestEngine({}, { journal });
  const { runId } = await engine.start({ definition: wait, input: {}, requestId });
  await loseRun(journal, runId);
  await engine.signal(runId, { name: "go", payload: 1, signalId: "s" });
  expect((await journal.readInbox([runId])).map(({ message }) => message)).toMatchObject([{ signal: { id: "s" } }]);
  await engine.close();
});

it("`continue` of a run that another live process owns is refused", async () => {
  const journal = createMemoryJournal();
  const engine = createTestEngine({}, { journal });
  const { runId } = await createTestEngine({}, { journal, role: "call" }).start({
    definition: wait,
    input: {},
    requestId,
  });
  await loseRun(journal, runId);
  await expect(engine.continue(runId)).rejects.toMatchObject({ code: "RUN_OWNED" });
  await engine.close();
});

it("messages that were left before a run is taken up are consumed once, also across a take-over", async () => {
  const journal = createMemoryJournal();
  const sender = createTestEngine({}, { journal, role: "call" });
  const { runId } = await sender.start({ definition: wait, input: {}, requestId });
  await sender.pause(runId, { requestId: "pause" });
  await sender.signal(runId, { name: "go", payload: 1 });
  const first = createTestEngine({}, { journal });
  await first.continue(runId);
  await expect.poll(async () => (await journal.readInbox([runId])).length, patiently).toBe(0);
  await first.close();
  const second = createTestEngine({}, { journal });
  await second.continue(runId);
  await sender.resume(runId, { requestId: "resume" });
  expect(await countEvents(second, runId, "signal_received")).toBe(1);
  expect((await second.get(runId)).status).toBe("completed");
  await Promise.all([sender.close(), second.close()]);
});

it("a run that cannot be taken up keeps no other run from going on", async () => {
  const store = createMemoryJournal();
  const sender = createTestEngine({}, { journal: store, role: "call" });
  const broken = await sender.start({ definition: wait, input: {}, requestId });
  const other = compile({ id: "other", tasks: [{ id: "a", type: "aggregate", outputs: { x: 1 } }] });
  const { runId } = await sender.start({ definition: other, input: {}, requestId: "other" });
  const journal = alter(store, {
    readSnapshot: async (run) => {
      if (run === broken.runId) throw new TaskloomError("JOURNAL_CORRUPT", "damaged");
      return undefined;
    },
  });
  const reported: unknown[] = [];
  const worker = createTestEngine({}, { journal, role: "work", report: (_text, error) => reported.push(error) });
  await worker.serve([wait, other]);
  expect(await awaitEnd(worker, runId)).toMatchObject({ status: "completed" });
  expect(reported).toMatchObject([{ code: "JOURNAL_CORRUPT" }]);
  const document = await sender.get(broken.runId, { detailed: true });
  expect(document).toMatchObject({ status: "running", blocked: "NO_OWNER" });
  await Promise.all([sender.close(), worker.close()]);
});
