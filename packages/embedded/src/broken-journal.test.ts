import { createEngineHandlers } from "@taskloom/contracts";
import { TaskloomError } from "@taskloom/shared";
import { expect, it } from "vitest";
import { breakAppends } from "./broken-journal.fixture.js";
import { awaitEnd, compile, createTestEngine, patiently } from "./engine.fixture.js";
import { createMemoryJournal } from "./journal/memory-journal.js";

const requestId = "request";
const quiet = { report: () => undefined };
const sequence = compile({
  tasks: [
    { id: "a", action: "gate", with: 1, retry: { initial_interval: 1 }, on_success: { next: "b" } },
    { id: "b", action: "echo", with: 2 },
  ],
});

it("on a full disk no handler starts whose predecessor is not recorded, and the run goes on by itself", async () => {
  let isFull = false;
  const full = new TaskloomError("JOURNAL_FULL", "full");
  const journal = breakAppends(createMemoryJournal(), () => (isFull ? full : undefined));
  const handlers = createEngineHandlers();
  const engine = createTestEngine({}, { journal, handlers });
  const { runId } = await engine.start({ definition: sequence, input: {}, requestId });
  await handlers.called("root/a");
  isFull = true;
  handlers.open(1);
  await expect.poll(async () => (await engine.get(runId, { detailed: true })).blocked, patiently).toBe("JOURNAL_FULL");
  expect(handlers.calls).toHaveLength(1);
  isFull = false;
  const document = await awaitEnd(engine, runId);
  expect(document).toMatchObject({ status: "completed", output: { a: 1, b: 2 } });
  expect(document).not.toHaveProperty("blocked");
  await engine.close();
});

it("a run that waits for room on its disk does not keep its process from stopping", async () => {
  let isFull = false;
  const full = new TaskloomError("JOURNAL_FULL", "full");
  const store = createMemoryJournal();
  const handlers = createEngineHandlers();
  const engine = createTestEngine({}, { journal: breakAppends(store, () => (isFull ? full : undefined)), handlers });
  const { runId } = await engine.start({ definition: sequence, input: {}, requestId });
  await handlers.called("root/a");
  isFull = true;
  handlers.open(1);
  await expect.poll(async () => (await engine.get(runId, { detailed: true })).blocked, patiently).toBe("JOURNAL_FULL");
  await engine.close(10);
  expect(await store.readRun(runId)).toMatchObject({ status: "running", owner: undefined });
});

it("a journal that breaks for one run stops that run, and others go on", async () => {
  const corrupt = new TaskloomError("JOURNAL_CORRUPT", "corrupt");
  let broken = "";
  const journal = breakAppends(createMemoryJournal(), ({ run }) => (run === broken ? corrupt : undefined));
  const handlers = createEngineHandlers();
  const engine = createTestEngine({}, { journal, handlers, concurrency: 1, ...quiet });
  const { runId } = await engine.start({ definition: sequence, input: {}, requestId });
  await handlers.called("root/a");
  const other = await engine.start({ definition: sequence, input: {}, requestId: "other" });
  const watched = awaitEnd(engine, runId);
  broken = runId;
  handlers.open(1);
  await expect(engine.ended(runId)).rejects.toMatchObject({ code: "JOURNAL_CORRUPT" });
  await expect(watched).rejects.toMatchObject({ code: "JOURNAL_CORRUPT" });
  expect(await awaitEnd(engine, other.runId)).toMatchObject({ status: "completed" });
  expect(handlers.calls.filter(({ path }) => path === "root/b")).toHaveLength(1);
  broken = "";
  await engine.continue(runId);
  expect(await awaitEnd(engine, runId)).toMatchObject({ status: "completed" });
  await engine.close();
});
