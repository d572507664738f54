import { judgeSignal } from "@taskloom/shared";
import { createMemoryPorts } from "@taskloom/contracts";
import { describe, expect, it } from "vitest";
import { taskType } from "./task-type.js";
import type { WaitConfig } from "./wait-config.js";
import { createWaitOrchestrator } from "./wait-orchestrator.js";
import { createSignalInput } from "./wait-sample.fixture.js";

function accepts(keys: object): boolean {
  return taskType.configSchema.safeParse(keys).success;
}

describe("the keys of a wait", () => {
  it.for([
    { wait_for: "a", correlation_id: "1", on_timeout: { next: "b" } },
    { wait_for: "approve", condition: "true", processor: { action: "a" }, correlation_id: "{{ input.id }}" },
    { wait_for: "approve", payload_schema: { type: "object" }, timeout: "1h", on_timeout: { next: "remind" } },
    { duration: 1_000 },
    { until: "2026-01-01T00:00:00Z" },
  ])("%o are accepted", (keys) => {
    expect(accepts(keys)).toBe(true);
  });

  it.for([
    { wait_for: "" },
    { wait_for: 3 },
    { until: 3 },
    { duration: {} },
    { wait_for: "a", on_timeout: "remind" },
    { wait_for: "a", on_timeout: {} },
    { wait_for: "a", payload_schema: { type: "text" } },
    { wait_for: "a", timeout: "soon" },
    { duration: -1 },
    { wait_for: "a", retry: {} },
    { wait_for: "a", total_timeout: "1h" },
  ])("%o are refused", (keys) => {
    expect(accepts(keys)).toBe(false);
  });
});

describe("the graph of a wait", () => {
  const bare: WaitConfig = { id: "ask", duration: "1h" };
  const full: WaitConfig = {
    id: "ask",
    wait_for: "approve",
    condition: "processor.output.ok",
    processor: { with: "{{ signal.payload }}" },
    correlation_id: "{{ input.id }}",
    on_timeout: { next: "remind" },
  };

  it("names the signal that it waits for", () => {
    expect(taskType.signals(full)).toStrictEqual(["approve"]);
    expect(taskType.signals(bare)).toStrictEqual([]);
  });

  it("goes to `on_timeout`", () => {
    expect(taskType.next(full)).toStrictEqual([{ pointer: ["on_timeout", "next"], to: "remind" }]);
    expect(taskType.next(bare)).toStrictEqual([]);
  });

  it("holds the processor, which sees the signal", () => {
    expect(taskType.children(full)).toStrictEqual([
      { task: full.processor, pointer: ["processor"], names: ["signal"], defaultId: "ask/processor" },
    ]);
    expect(taskType.children(bare)).toStrictEqual([]);
  });

  it("its condition sees the signal, and the processor when there is one", () => {
    expect(taskType.expressions(full)).toStrictEqual([
      { pointer: ["correlation_id"], kind: "template", value: "{{ input.id }}" },
      { pointer: ["condition"], kind: "cel", value: "processor.output.ok", variables: ["signal", "processor"] },
    ]);
    const { processor: _processor, ...plain } = full;
    expect(taskType.expressions(plain)[1]).toMatchObject({ variables: ["signal"] });
  });

  it("`until` may be a template", () => {
    expect(taskType.expressions({ id: "ask", until: "{{ input.at }}" })).toStrictEqual([
      { pointer: ["until"], kind: "template", value: "{{ input.at }}" },
    ]);
  });

  it("its `outputs` see the signal and the processor", () => {
    expect(taskType.outputVariables).toStrictEqual(["signal", "processor"]);
  });

  it("reads the run's signals or waits for a time", () => {
    expect(taskType.effects(full)).toBe("wait");
    expect(taskType.effects(bare)).toBe("wait");
  });
});

describe("an orchestrator that judges signals", () => {
  const task: WaitConfig = {
    id: "ask",
    wait_for: "approve",
    condition: "signal.payload.ok",
    payload_schema: { type: "object" },
  };
  const orchestrator = createWaitOrchestrator();

  it("is what the type creates", () => {
    expect(Object.keys(taskType.create(createMemoryPorts()))).toStrictEqual(Object.keys(orchestrator));
  });

  it("takes a signal that fits", async () => {
    const answer = await judgeSignal(orchestrator, createSignalInput(task, { ok: true }));
    expect(answer).toMatchObject({ kind: "done", status: "completed" });
  });

  it("drops one that does not meet the condition", async () => {
    const answer = await judgeSignal(orchestrator, createSignalInput(task, { ok: false }));
    expect(answer).toStrictEqual({ kind: "judged", verdict: "dropped" });
  });

  it.for([3, {}])("refuses %o with SIGNAL_INVALID, and does not fail", async (payload) => {
    const answer = await judgeSignal(orchestrator, createSignalInput(task, payload));
    expect(answer).toMatchObject({
      kind: "judged",
      verdict: "refused",
      error: { code: "SIGNAL_INVALID", task: "root/ask" },
    });
  });
});
