import { SAMPLE_NOW } from "@taskloom/contracts";
import { describe, expect, it } from "vitest";
import { openWait } from "./open-wait.js";
import type { WaitConfig } from "./wait-config.js";
import { createWaitInput } from "./wait-sample.fixture.js";

const HOUR = 3_600_000;
const signalWait: WaitConfig = { id: "ask", wait_for: "approve" };

describe("a wait for a signal", () => {
  it("has no limit without a time-out, and the first fitting signal ends it", () => {
    expect(openWait(createWaitInput(signalWait))).toStrictEqual({
      kind: "wait",
      for: { signal: "approve" },
      ask: "never",
    });
  });

  it("has its time-out in milliseconds and goes where `on_timeout` says", () => {
    const directive = openWait(createWaitInput({ ...signalWait, timeout: "1h", on_timeout: { next: "remind" } }));
    expect(directive).toMatchObject({ timeoutMs: HOUR, onTimeout: "remind" });
  });

  it("looks at its correlation id only, as text", () => {
    const input = createWaitInput({ ...signalWait, correlation_id: "{{ order.id }}" }, { order: { id: 7 } });
    expect(openWait(input)).toMatchObject({ for: { signal: "approve", correlationId: "7" } });
  });

  it("a correlation id that gives null is EXPRESSION_FAILED", () => {
    const input = createWaitInput({ ...signalWait, correlation_id: "{{ order }}" }, { order: null });
    expect(() => openWait(input)).toThrow(expect.objectContaining({ code: "EXPRESSION_FAILED" }));
  });

  it.for<Partial<WaitConfig>>([{ condition: "true" }, { processor: {} }, { payload_schema: {} }])(
    "with %o it judges each signal",
    (keys) => {
      expect(openWait(createWaitInput({ ...signalWait, ...keys }))).toMatchObject({ ask: "each_signal" });
    },
  );

  it.for<Partial<WaitConfig>>([{ outputs: {} }, { output_schema: {} }])("with %o it shapes the output", (keys) => {
    expect(openWait(createWaitInput({ ...signalWait, ...keys }))).toMatchObject({ ask: "at_end" });
  });
});

describe("a wait for a time", () => {
  it("`duration` counts from the recorded time of the step", () => {
    expect(openWait(createWaitInput({ id: "ask", duration: "1h" }))).toStrictEqual({
      kind: "wait",
      for: { untilMs: SAMPLE_NOW + HOUR },
      ask: "never",
    });
  });

  it("`until` is a time, or a template that gives one", () => {
    const until = { at: "2026-01-01T05:00:00Z" };
    for (const text of [until.at, "{{ until.at }}"]) {
      const directive = openWait(createWaitInput({ id: "ask", until: text }, { until }));
      expect(directive).toMatchObject({ kind: "wait", for: { untilMs: SAMPLE_NOW + 5 * HOUR } });
    }
  });

  it.for(["2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z"])(
    "`until` %s, which is not to come, ends at once",
    (until) => {
      const directive = openWait(createWaitInput({ id: "ask", until }));
      expect(directive).toStrictEqual({ kind: "done", status: "completed", output: {} });
    },
  );

  it("a duration of nothing ends at once, with its `outputs`", () => {
    const directive = openWait(createWaitInput({ id: "ask", duration: 0, outputs: { n: 1 } }));
    expect(directive).toMatchObject({ kind: "done", output: { n: 1 } });
  });

  it("shapes the output when its time has come", () => {
    const directive = openWait(createWaitInput({ id: "ask", duration: "1h", outputs: {} }));
    expect(directive).toMatchObject({ kind: "wait", ask: "at_end" });
  });

  it("a template that gives no RFC 3339 time is UNTIL_INVALID", () => {
    const input = createWaitInput({ id: "ask", until: "{{ day }}" }, { day: "monday" });
    expect(() => openWait(input)).toThrow(expect.objectContaining({ code: "UNTIL_INVALID" }));
  });
});
