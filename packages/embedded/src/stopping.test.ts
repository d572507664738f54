import { createEngineHandlers } from "@taskloom/contracts";
import { expect, it } from "vitest";
import { awaitEnd, compile, createTestEngine, patiently } from "./engine.fixture.js";
import { createMemoryJournal } from "./journal/memory-journal.js";

const once = { retry: { maximum_attempts: 1 } };
const requestId = "request";

it("a worker that stops lets handlers under way end, records their results and begins nothing more", async () => {
  const journal = createMemoryJournal();
  const handlers = createEngineHandlers();
  const first = createTestEngine({}, { journal, handlers, role: "work" });
  const definition = compile({
    tasks: [
      { id: "a", action: "gate", with: "a", ...once, on_success: { next: "b" } },
      { id: "b", action: "echo", with: "b", ...once },
    ],
  });
  const { runId } = await first.start({ definition, input: {}, requestId });
  const call = await handlers.called("root/a");
  const closed = first.close();
  expect(call.signal.aborted).toBe(false);
  handlers.open("a");
  await closed;
  expect(await journal.readRun(runId)).toMatchObject({ status: "running", owner: undefined });
  const second = createTestEngine({}, { journal, handlers });
  await second.continue(runId);
  expect(await awaitEnd(second, runId)).toMatchObject({ status: "completed", output: { a: "a", b: "b" } });
  expect(handlers.calls.map(({ path, attempt }) => [path, attempt])).toEqual([
    ["root/a", 1],
    ["root/b", 1],
  ]);
  await second.close();
});

it("a process that stops after its own run tells handlers at once, and records what they return all the same", async () => {
  const journal = createMemoryJournal();
  const handlers = createEngineHandlers();
  const first = createTestEngine({}, { journal, handlers });
  const definition = compile({ tasks: [{ id: "a", action: "deaf", with: 1, ...once }] });
  const { runId } = await first.start({ definition, input: {}, requestId });
  const call = await handlers.called("root/a");
  const closed = first.close();
  await expect.poll(() => call.signal.aborted, patiently).toBe(true);
  handlers.open(1);
  await closed;
  expect(await journal.readRun(runId)).toMatchObject({ status: "completed" });
});

it("an attempt under way when the grace time ends is lost, and nothing of it is recorded afterwards", async () => {
  const journal = createMemoryJournal();
  const handlers = createEngineHandlers();
  const first = createTestEngine({}, { journal, handlers, role: "work" });
  const retry = { maximum_attempts: 2, initial_interval: 1 };
  const definition = compile({ tasks: [{ id: "a", action: "deaf", with: 1, retry }] });
  const { runId } = await first.start({ definition, input: {}, requestId });
  const call = await handlers.called("root/a");
  await first.close(10);
  expect(call.signal.aborted).toBe(true);
  const before = (await journal.readRun(runId))?.lastSeq;
  handlers.open(1);
  await new Promise((resolve) => setImmediate(resolve));
  expect((await journal.readRun(runId))?.lastSeq).toBe(before);
  const second = createTestEngine({}, { journal, handlers });
  await second.continue(runId);
  const document = await awaitEnd(second, runId);
  expect(document.tasks).toMatchObject([
    { status: "completed", attempts: 2, attempt_errors: [{ code: "WORKER_LOST" }] },
  ]);
  await second.close();
});

it("an attempt that waits for its place when the process stops is not used up", async () => {
  const journal = createMemoryJournal();
  const handlers = createEngineHandlers();
  const first = createTestEngine({}, { journal, handlers, role: "work", concurrency: 1 });
  const tasks = [
    { id: "a", action: "gate", with: 1, ...once },
    { id: "b", action: "gate", with: 2, ...once },
  ];
  const definition = compile({ tasks: [{ id: "p", type: "parallel", tasks }] });
  const { runId } = await first.start({ definition, input: {}, requestId });
  await handlers.called("root/p/a");
  handlers.open(2);
  const closed = first.close();
  handlers.open(1);
  await closed;
  expect(handlers.calls).toHaveLength(1);
  const second = createTestEngine({}, { journal, handlers });
  await second.continue(runId);
  expect(await awaitEnd(second, runId)).toMatchObject({ status: "completed", output: { p: { a: 1, b: 2 } } });
  await second.close();
});

it("closing twice is closing once", async () => {
  const engine = createTestEngine({});
  await Promise.all([engine.close(), engine.close()]);
  await expect(engine.close()).resolves.toBeUndefined();
});
