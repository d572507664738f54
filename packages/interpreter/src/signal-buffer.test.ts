import { DEFAULT_RUN_LIMITS } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { awaiting, createPlan, waitFor } from "./plan.fixture.js";
import { rejectSignal } from "./signal-buffer.js";
import { TestRun } from "./test-run.fixture.js";

const plan = createPlan({ a: { next: "w" }, w: awaiting("go") });

describe("the signals that a run keeps", () => {
  it("a name that no wait of the definition has is refused", () => {
    const run = new TestRun(plan).start().signal("other", { id: "s1" });
    expect(run.verdicts).toStrictEqual(["s1 not_expected"]);
    expect(run.state.signals.kept).toStrictEqual([]);
  });

  it("the same id twice is one signal, also when the first was taken", () => {
    const run = new TestRun(plan)
      .start()
      .end("root/a")
      .wait("root/w", waitFor("go", { ask: "at_end" }));
    run.signal("go", { id: "s1" }).signal("go", { id: "s1" });
    expect(run.verdicts).toStrictEqual(["s1 kept", "s1 taken", "s1 duplicate"]);
  });

  it("1,000 ids are remembered", () => {
    const run = new TestRun(plan)
      .start()
      .end("root/a")
      .wait("root/w", waitFor("go", { ask: "each_signal" }));
    run.signal("go", { id: "first" }).judge("root/w", "first", "dropped");
    for (let index = 0; index < 1_000; index += 1) {
      run.signal("go", { id: `s${index}` }).judge("root/w", `s${index}`, "dropped");
    }
    expect(run.state.signals.ids).toHaveLength(1_000);
    expect(run.signal("go", { id: "s0" }).verdicts.at(-1)).toBe("s0 duplicate");
    expect(run.signal("go", { id: "first" }).verdicts.at(-1)).toBe("first kept");
  });

  it("are 1,000 at most, and one that did not fit may come again", () => {
    const run = new TestRun(plan).start();
    for (let index = 0; index < DEFAULT_RUN_LIMITS.keptSignals; index += 1) run.signal("go", { id: `s${index}` });
    expect(run.signal("go", { id: "more" }).verdicts.at(-1)).toBe("more full");
    run.end("root/a").wait("root/w", waitFor("go", { ask: "at_end" }));
    expect(run.signal("go", { id: "more" }).verdicts.at(-1)).toBe("more kept");
  });

  it("are 256 KiB of payloads in all at most", () => {
    const half = "x".repeat(DEFAULT_RUN_LIMITS.keptSignalBytes / 2 - 2);
    const run = new TestRun(plan)
      .start()
      .signal("go", { id: "s1", payload: half })
      .signal("go", { id: "s2", payload: half });
    expect(run.verdicts).toStrictEqual(["s1 kept", "s2 kept"]);
    expect(run.state.signals.bytes).toBe(DEFAULT_RUN_LIMITS.keptSignalBytes);
    expect(run.signal("go", { id: "s3", payload: 1 }).verdicts.at(-1)).toBe("s3 full");
    run.end("root/a").wait("root/w", waitFor("go", { ask: "at_end" }));
    expect(run.state.signals.bytes).toBe(DEFAULT_RUN_LIMITS.keptSignalBytes / 2);
  });

  it("are fewer where the plan's limits are lower", () => {
    const limited = { ...plan, limits: { keptSignals: 2, keptSignalBytes: 5 } };
    const run = new TestRun(limited).start().signal("go", { id: "s1", payload: 10 });
    expect(run.signal("go", { id: "s2", payload: 1_000 }).verdicts.at(-1)).toBe("s2 full");
    run.signal("go", { id: "s3", payload: 100 }).signal("go", { id: "s4", payload: "" });
    expect(run.verdicts).toStrictEqual(["s1 kept", "s2 full", "s3 kept", "s4 full"]);
  });

  it("a sender can be told beforehand whether a signal would be kept", () => {
    const { index, state } = new TestRun(plan).start().signal("go", { id: "s1" });
    expect(rejectSignal(index, state, { id: "s2", name: "go", payload: 1 })).toBeUndefined();
    expect(rejectSignal(index, state, { id: "s1", name: "go", payload: 1 })).toBe("duplicate");
    expect(rejectSignal(index, state, { id: "s2", name: "stop", payload: 1 })).toBe("not_expected");
  });
});
