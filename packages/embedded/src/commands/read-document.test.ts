import { createEngineHandlers } from "@taskloom/contracts";
import type { BlobStore } from "@taskloom/interfaces";
import { createMemoryBlobs, TaskloomError } from "@taskloom/shared";
import { describe, expect, it } from "vitest";
import { alter } from "../broken-journal.fixture.js";
import { awaitEnd, compile, createTestEngine, runToEnd, patiently } from "../engine.fixture.js";
import { createMemoryJournal } from "../journal/memory-journal.js";

const requestId = "request";
const one = compile({ tasks: [{ id: "a", action: "echo", with: 1 }] });

describe("what a run's document says of what holds it up", () => {
  it("is NO_OWNER while no process has the run", async () => {
    const engine = createTestEngine({}, { role: "call" });
    const { runId } = await engine.start({ definition: one, input: {}, requestId });
    expect(await engine.get(runId, { detailed: true })).toMatchObject({ status: "running", blocked: "NO_OWNER" });
    await engine.close();
  });

  it("is HANDLER_NOT_FOUND while the handler is missing; then the task fails without another attempt", async () => {
    const engine = createTestEngine({}, { handlerWaitMs: 500 });
    const { runId } = await engine.start({ definition: one, input: {}, requestId });
    const read = async (): Promise<unknown> => (await engine.get(runId, { detailed: true })).tasks[0]?.blocked;
    await expect.poll(read, patiently).toBe("HANDLER_NOT_FOUND");
    const document = await awaitEnd(engine, runId);
    expect(document.tasks).toMatchObject([{ status: "failed", attempts: 1, error: { code: "HANDLER_NOT_FOUND" } }]);
    expect(document.tasks[0]).not.toHaveProperty("blocked");
    await engine.close();
  });

  it("is STORE_UNAVAILABLE while the store is away, and no attempt is used", async () => {
    let isAway = true;
    const memory = createMemoryBlobs({ clock: { now: () => Date.now() } });
    const get: BlobStore["get"] = async (ref) => {
      if (isAway) throw new TaskloomError("STORE_UNAVAILABLE", "away");
      return memory.get(ref);
    };
    const engine = createTestEngine({ echo: (input) => input }, { blobs: alter(memory, { get }) });
    const task = { id: "a", action: "echo", with: "{{ size(workflow.input.text) }}" };
    const input = { text: "x".repeat(300_000) };
    const { runId } = await engine.start({ definition: compile({ tasks: [task] }), input, requestId });
    const read = async (): Promise<unknown> => (await engine.get(runId, { detailed: true })).tasks[0]?.blocked;
    await expect.poll(read, patiently).toBe("STORE_UNAVAILABLE");
    isAway = false;
    const document = await awaitEnd(engine, runId);
    expect(document).toMatchObject({ status: "completed", output: { a: 300_000 }, tasks: [{ attempts: 1 }] });
    await engine.close();
  });
});

it("a task that waits says for what, and until when, as long as it waits", async () => {
  const engine = createTestEngine({});
  const definition = compile({
    tasks: [
      {
        id: "approval",
        type: "wait",
        wait_for: "approved",
        correlation_id: "o-1",
        timeout: "1h",
        on_success: { next: "pause" },
      },
      { id: "pause", type: "wait", until: "2100-01-01T00:00:00Z" },
    ],
  });
  const { runId } = await engine.start({ definition, input: {}, requestId });
  const read = async (): Promise<unknown> => (await engine.get(runId, { detailed: true })).tasks.at(-1)?.waits_for;
  await expect.poll(read, patiently).toMatchObject({ signal: "approved", correlation_id: "o-1" });
  expect(await read()).toHaveProperty("until");
  await engine.signal(runId, { name: "approved", correlationId: "o-1", payload: null });
  await expect.poll(read, patiently).toStrictEqual({ until: "2100-01-01T00:00:00.000Z" });
  const { tasks } = await engine.get(runId, { detailed: true });
  expect(tasks[0]).not.toHaveProperty("waits_for");
  await engine.close();
});

it("a container lists at most 1,000 children, and `truncated` says of how many", async () => {
  const journal = createMemoryJournal();
  const engine = createTestEngine({}, { journal, handlers: createEngineHandlers() });
  const task = { id: "c", type: "collection", items: "1..1001", task: { action: "echo", with: "{{ item }}" } };
  const { run_id: run, tasks, truncated } = await runToEnd(engine, compile({ tasks: [task] }));
  expect(tasks.filter(({ parent }) => parent === "root/c")).toHaveLength(1_000);
  expect(truncated).toEqual([{ path: "root/c", total: 1_001 }]);
  const all = await engine.get(run, { all: true });
  expect(all.tasks).toHaveLength(1_002);
  expect(all).not.toHaveProperty("truncated");
  await engine.close();
});
