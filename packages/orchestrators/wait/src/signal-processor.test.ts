import type { TaskError } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { followProcessor, followSignal } from "./signal-processor.js";
import type { WaitConfig } from "./wait-config.js";
import {
  completeProcessor,
  createSignalInput,
  createWaitInput,
  failProcessor,
  showSignal,
} from "./wait-sample.fixture.js";

const plain: WaitConfig = { id: "ask", wait_for: "approve", condition: "signal.payload.ok" };
const processing: WaitConfig = { id: "ask", wait_for: "approve", processor: {} };

describe("a signal without a processor", () => {
  it("is taken when the condition holds", () => {
    expect(followSignal(createSignalInput(plain, { ok: true }))).toStrictEqual({
      kind: "done",
      status: "completed",
      output: { signal: showSignal({ ok: true }) },
    });
  });

  it("is taken without a condition", () => {
    const input = createSignalInput({ id: "ask", wait_for: "approve", payload_schema: {} }, 3);
    expect(followSignal(input)).toMatchObject({ status: "completed", output: { signal: { payload: 3 } } });
  });

  it("is dropped when the condition is false: the task waits on", () => {
    expect(followSignal(createSignalInput(plain, { ok: false }))).toMatchObject({
      kind: "wait",
      for: { signal: "approve" },
      ask: "each_signal",
    });
  });

  it("is refused when the condition cannot be evaluated on it", () => {
    const input = createSignalInput(plain, {});
    expect(() => followSignal(input)).toThrow(
      expect.objectContaining({
        code: "SIGNAL_INVALID",
        details: expect.objectContaining({ code: "EXPRESSION_MISSING" }) as unknown,
      }),
    );
  });

  it("is refused when the condition is neither true nor false on it", () => {
    const input = createSignalInput(plain, { ok: "yes" });
    expect(() => followSignal(input)).toThrow(
      expect.objectContaining({ code: "SIGNAL_INVALID", details: { condition: "signal.payload.ok", kind: "a text" } }),
    );
  });

  it("is seen by `outputs`", () => {
    const outputs = { when: "{{ signal.received_at }}", same: "{{ output.signal == signal }}" };
    const directive = followSignal(createSignalInput({ ...plain, outputs }, { ok: true }));
    expect(directive).toMatchObject({ output: { when: "2026-01-02T03:04:05.000Z", same: true } });
  });
});

describe("a signal with a processor", () => {
  it("is worked on first, by a child that sees it", () => {
    expect(followSignal(createSignalInput(processing, { n: 1 }))).toMatchObject({
      kind: "children",
      source: {
        children: [
          { step: "ask/processor", id: "processor", segment: "processor", scope: { signal: showSignal({ n: 1 }) } },
        ],
      },
      window: 1,
      collect: "only",
      ask: "at_end",
    });
  });

  it("may have a processor with an id of its own", () => {
    const directive = followSignal(createSignalInput({ ...processing, processor: { id: "score" } }, null));
    expect(directive).toMatchObject({ source: { children: [{ step: "score", id: "score", segment: "processor" }] } });
  });

  it("is not judged before its processor has ended", () => {
    const directive = followSignal(createSignalInput({ ...processing, condition: "processor.output.ok" }, null));
    expect(directive).toMatchObject({ kind: "children" });
  });
});

describe("a processor that has ended", () => {
  it("is seen by the condition beside the signal, and stands in the output", () => {
    const condition = "processor.output.score > signal.payload.least";
    const input = createWaitInput({ ...processing, condition });
    expect(followProcessor(input, completeProcessor({ score: 8 }, { least: 5 }))).toStrictEqual({
      kind: "done",
      status: "completed",
      output: { signal: showSignal({ least: 5 }), processor: { output: { score: 8 } } },
    });
    expect(followProcessor(input, completeProcessor({ score: 3 }, { least: 5 }))).toMatchObject({ kind: "wait" });
  });

  it("leads to a refusal when the condition cannot be evaluated", () => {
    const input = createWaitInput({ ...processing, condition: "processor.output.score > 5" });
    expect(() => followProcessor(input, completeProcessor({}, null))).toThrow(
      expect.objectContaining({ code: "SIGNAL_INVALID" }),
    );
  });

  it("fails the wait with PROCESSOR_FAILED when it failed, also by a time-out", () => {
    const error: TaskError = { code: "TASK_TIMEOUT", type: "TASK_TIMEOUT", message: "slow", details: null, task: "x" };
    for (const status of ["failed", "timed_out"] as const) {
      expect(followProcessor(createWaitInput(processing), failProcessor(status, error))).toMatchObject({
        kind: "done",
        status: "failed",
        error: { code: "PROCESSOR_FAILED", type: "PROCESSOR_FAILED", details: { error }, task: "root/ask" },
      });
    }
  });

  it("is a fault of ours when the signal is missing", () => {
    const { signal: _signal, ...response } = completeProcessor({}, null);
    expect(() => followProcessor(createWaitInput(processing), response)).toThrow(
      expect.objectContaining({ code: "BUG" }),
    );
  });
});
