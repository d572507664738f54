import { expect, it } from "vitest";
import { checkPlan } from "./check-plan.js";
import { compile, createTestEngine } from "./engine.fixture.js";
import { createMemoryJournal } from "./journal/memory-journal.js";

const queued = compile({
  tasks: [{ id: "p", type: "parallel", tasks: [{ id: "a", action: "x", task_queue: "gpu" }] }],
});
const refused = { code: "OPTION_NOT_SUPPORTED", details: { workflow: "test", task: "a", key: "task_queue" } };

it("a queue of workers is OPTION_NOT_SUPPORTED: the engine has one", () => {
  expect(checkPlan(queued.plan)).toMatchObject([{ code: "OPTION_NOT_SUPPORTED", task: "a", key: "task_queue" }]);
});

it("a definition that was loaded for another engine is neither started nor served", async () => {
  const engine = createTestEngine({ x: () => 1 }, { role: "work" });
  await expect(engine.start({ definition: queued, input: {}, requestId: "r" })).rejects.toMatchObject(refused);
  await expect(engine.serve([queued])).rejects.toMatchObject(refused);
  expect((await engine.list()).runs).toStrictEqual([]);
  await engine.close();
});

it("a run of such a definition is not continued", async () => {
  const journal = createMemoryJournal();
  await journal.saveDefinition(queued);
  const start = { runId: "r", workflow: "test", hash: queued.hash, input: { value: {} }, labels: {} };
  await journal.createRun({ start, batches: [{ at: 1, events: [{ kind: "run_started" }] }], signals: [] });
  const engine = createTestEngine({ x: () => 1 }, { journal });
  await expect(engine.continue("r")).rejects.toMatchObject(refused);
  await engine.close();
});
