import { describe, expect, it } from "vitest";
import { awaiting, childrenOf, createPlan, deciding, listChildren, waitFor } from "./plan.fixture.js";
import { TestRun, errorOf } from "./test-run.fixture.js";

const single = createPlan({ w: { ...awaiting("go"), next: "b" }, b: {} });

describe("a wait for a signal", () => {
  it("takes the first signal as it is, which is its output", () => {
    const run = new TestRun(single).start().wait("root/w", waitFor("go"));
    expect(run.statusOf("root/w")).toBe("waiting");
    run.signal("go", { id: "s1", payload: { ok: true } });
    expect(run.outputOf("root/w")).toStrictEqual({
      signal: { name: "go", payload: { ok: true }, received_at: "1970-01-01T00:00:01.000Z" },
    });
    expect(run.verdicts).toStrictEqual(["s1 kept", "s1 taken"]);
    expect(run.state.signals).toMatchObject({ kept: [], bytes: 0 });
    expect(run.calling).toStrictEqual(["root/b"]);
  });

  it("takes one that arrived before it waited, from the start of the run", () => {
    const run = new TestRun(single).signal("go", { id: "early" }).start().wait("root/w", waitFor("go"));
    expect(run.verdicts).toStrictEqual(["early kept", "early taken"]);
  });

  it("looks at the oldest first, one at a time", () => {
    const run = new TestRun(single).start().signal("go", { id: "s1" }).signal("go", { id: "s2" });
    run.wait("root/w", waitFor("go", { ask: "each_signal" }));
    expect(run.commands).toMatchObject([
      { kind: "advance", path: "root/w", call: 2, ask: { kind: "signal", signal: { id: "s1" } }, attempt: 0 },
    ]);
    run.signal("go", { id: "s3" });
    expect(run.commands).toStrictEqual([]);
    run.judge("root/w", "s1", "dropped");
    expect(run.commands).toMatchObject([{ ask: { kind: "signal", signal: { id: "s2" } } }]);
    expect(run.state.signals.kept.map(({ id }) => id)).toStrictEqual(["s2", "s3"]);
  });

  it.each([
    ["refused", []],
    ["dropped", []],
    ["left", ["s1"]],
  ] as const)("goes on waiting after a signal that is %s", (verdict, kept) => {
    const run = new TestRun(single).start().wait("root/w", waitFor("go", { ask: "each_signal", timeoutMs: 100 }));
    run.signal("go", { id: "s1" }).judge("root/w", "s1", verdict);
    expect(run.commands).toStrictEqual([]);
    expect(run.verdicts).toStrictEqual(["s1 kept", `s1 ${verdict}`]);
    expect(run.state.signals.kept.map(({ id }) => id)).toStrictEqual(kept);
    expect(run.timing).toStrictEqual(["timeout:root/w"]);
    expect(run.statusOf("root/w")).toBe("waiting");
  });

  it("an error while evaluating the condition is a refusal, which tells the error", () => {
    const run = new TestRun(single)
      .start()
      .wait("root/w", waitFor("go", { ask: "each_signal" }))
      .signal("go", { id: "s1" });
    const common = { path: "root/w", call: 2, basis: 0, startedAt: 0, endedAt: 0 };
    run.fold({ kind: "signal_judged", ...common, signal: "s1", verdict: "refused", error: errorOf("SIGNAL_INVALID") });
    expect(run.changes).toContainEqual({
      kind: "signal",
      signal: "s1",
      verdict: "refused",
      path: "root/w",
      error: errorOf("SIGNAL_INVALID"),
    });
  });

  it("a signal that ends it is taken", () => {
    const run = new TestRun(single).start().wait("root/w", waitFor("go", { ask: "each_signal" }));
    run.signal("go", { id: "s1" }).complete("root/w", "yes");
    expect(run.verdicts).toStrictEqual(["s1 kept", "s1 taken"]);
    expect(run.state.signals.kept).toStrictEqual([]);
    expect(run.calling).toStrictEqual(["root/b"]);
  });

  it("with a correlation id leaves signals with another one, or with none, for others", () => {
    const run = new TestRun(single).start().signal("go", { id: "s1", correlationId: "B" }).signal("go", { id: "s2" });
    run.wait("root/w", waitFor("go", { for: { signal: "go", correlationId: "A" } }));
    expect(run.statusOf("root/w")).toBe("waiting");
    run.signal("go", { id: "s3", correlationId: "A" });
    expect(run.verdicts.at(-1)).toBe("s3 taken");
    expect(run.state.signals.kept.map(({ id }) => id)).toStrictEqual(["s1", "s2"]);
  });

  it("whose output is shaped takes the signal at once: its time runs no longer", () => {
    const run = new TestRun(single).start().wait("root/w", waitFor("go", { ask: "at_end", timeoutMs: 100 }));
    run.signal("go", { id: "s1" });
    expect(run.commands).toMatchObject([
      { kind: "cancel_timer", timer: "timeout:root/w" },
      { kind: "advance", path: "root/w", ask: { kind: "wait_over" } },
    ]);
    expect(run.verdicts).toStrictEqual(["s1 kept", "s1 taken"]);
    run.complete("root/w", "shaped");
    expect(run.outputOf("root/w")).toBe("shaped");
    expect(run.verdicts).toHaveLength(2);
  });

  it("when its time passes while a signal is judged, it times out and the signal is left for others", () => {
    const run = new TestRun(createPlan({ w: { ...awaiting("go"), onError: "v" }, v: awaiting("go") })).start();
    run.wait("root/w", waitFor("go", { ask: "each_signal", timeoutMs: 100 })).signal("go", { id: "s1" });
    run.fire("timeout:root/w");
    expect(run.commands).toMatchObject([{ kind: "cancel_call", path: "root/w", call: 2 }, { kind: "advance" }]);
    run.wait("root/v", waitFor("go"));
    expect(run.verdicts).toStrictEqual(["s1 kept", "s1 taken"]);
    expect(run.state.status).toBe("completed");
  });

  it("a verdict of what does not wait is a fault", () => {
    const run = new TestRun(createPlan({ a: {} })).start();
    expect(() => run.judge("root/a", "s1", "left")).toThrow(Error);
  });
});

describe("a wait for a time", () => {
  const until = { kind: "wait", for: { untilMs: 9_000 } } as const;

  it("ends when the time has come", () => {
    const run = new TestRun(single).start().wait("root/w", { ...until, ask: "never" });
    expect(run.commands).toStrictEqual([{ kind: "start_timer", timer: "wait:root/w", at: 9_000 }]);
    run.fire("wait:root/w");
    expect(run.outputOf("root/w")).toStrictEqual({});
    expect(run.calling).toStrictEqual(["root/b"]);
  });

  it("has its output shaped by a call, during which it cannot time out", () => {
    const run = new TestRun(single).start().wait("root/w", { ...until, ask: "at_end", timeoutMs: 20_000 });
    run.fire("wait:root/w");
    expect(run.commands).toMatchObject([
      { kind: "cancel_timer", timer: "timeout:root/w" },
      { kind: "advance", ask: { kind: "wait_over" } },
    ]);
  });
});

describe("the processor of a wait", () => {
  const plan = createPlan({
    w: { ...awaiting("go"), onError: "after", next: "after" },
    proc: { parent: "w" },
    after: { references: { tasks: ["proc"] } },
  });
  const processing = childrenOf(
    { children: [{ step: "proc", id: "processor", segment: "processor" }] },
    { window: 1, collect: "only", ask: "at_end" },
  );

  function openProcessor(): TestRun {
    const run = new TestRun(plan).start();
    run.wait("root/w", waitFor("go", { ask: "each_signal", timeoutMs: 100 }));
    return run.signal("go", { id: "s1" }).open("root/w", processing);
  }

  it("runs as a child over the wait, one execution for each signal", () => {
    const run = openProcessor();
    expect(run.calling).toStrictEqual(["root/w/processor"]);
    expect(run.statusOf("root/w")).toBe("running");
    run.complete("root/w/processor", 1);
    expect(run.commands).toMatchObject([{ path: "root/w", ask: { kind: "children" } }]);
    run.judge("root/w", "s1", "dropped");
    expect(run.statusOf("root/w")).toBe("waiting");
    run.signal("go", { id: "s2" }).open("root/w", processing);
    expect(run.calling).toStrictEqual(["root/w/processor#2"]);
  });

  it("meanwhile later signals queue", () => {
    const run = openProcessor().signal("go", { id: "s2" });
    expect(run.commands).toStrictEqual([]);
    run.complete("root/w/processor", 1).judge("root/w", "s1", "dropped");
    expect(run.commands).toMatchObject([{ path: "root/w", ask: { kind: "signal", signal: { id: "s2" } } }]);
  });

  it("when the signal is taken after it, the wait is completed", () => {
    const run = openProcessor()
      .complete("root/w/processor", 1)
      .complete("root/w", { processor: { output: 1 } });
    expect(run.verdicts).toStrictEqual(["s1 kept", "s1 taken"]);
    expect(run.statusOf("root/w")).toBe("completed");
  });

  it("that fails lets the orchestrator fail the wait", () => {
    const run = openProcessor().fail("root/w/processor");
    expect(run.commands).toMatchObject([{ path: "root/w", ask: { kind: "children" } }]);
    run.fail("root/w", errorOf("PROCESSOR_FAILED"));
    expect(run.state.caught?.code).toBe("PROCESSOR_FAILED");
  });

  it("is cancelled when the time passes, and the wait times out", () => {
    const run = openProcessor().fire("timeout:root/w");
    expect(run.commands).toMatchObject([{ kind: "cancel_call", path: "root/w/processor" }, { kind: "advance" }]);
    expect(run.statusOf("root/w/processor")).toBe("canceled");
    expect(run.statusOf("root/w")).toBe("timed_out");
    expect(run.state.caught?.code).toBe("WAIT_TIMEOUT");
  });

  it("of a signal that was dropped leaves nothing behind", () => {
    const run = openProcessor().complete("root/w/processor", 1).judge("root/w", "s1", "dropped");
    expect(Object.keys(run.state.tasks)).toStrictEqual(["root", "root/w"]);
  });
});

describe("several waits for one name", () => {
  const plan = createPlan({
    p: deciding,
    v: { parent: "p", ...awaiting("go") },
    w: { parent: "p", ...awaiting("go") },
  });

  function openBoth(...waits: readonly ReturnType<typeof waitFor>[]): TestRun {
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("v", "w")));
    const [first = waitFor("go"), second = first] = waits;
    return run.wait("root/p/w", first).wait("root/p/v", second);
  }

  it("the one that started first looks first, and a taken signal is taken", () => {
    const run = openBoth().signal("go", { id: "s1" });
    expect(run.statusOf("root/p/w")).toBe("completed");
    expect(run.statusOf("root/p/v")).toBe("waiting");
    run.signal("go", { id: "s2" });
    expect(run.state.status).toBe("completed");
  });

  it("each takes one of the signals that are kept, in order", () => {
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("v", "w")));
    run.signal("go", { id: "s1", payload: 1 }).signal("go", { id: "s2", payload: 2 });
    run.wait("root/p/w", waitFor("go")).wait("root/p/v", waitFor("go"));
    expect(run.outputOf("root/p/w")).toMatchObject({ signal: { payload: 1 } });
    expect(run.outputOf("root/p/v")).toMatchObject({ signal: { payload: 2 } });
  });

  it("while the first judges a signal, the second looks at none that the first may want", () => {
    const run = openBoth(waitFor("go", { ask: "each_signal" }))
      .signal("go", { id: "s1" })
      .signal("go", { id: "s2" });
    expect(run.calling).toStrictEqual(["root/p/w"]);
    run.judge("root/p/w", "s1", "left");
    expect(run.commands).toMatchObject([
      { path: "root/p/w", ask: { signal: { id: "s2" } } },
      { path: "root/p/v", ask: { signal: { id: "s1" } } },
    ]);
  });

  it("when the first has taken a signal, the second looks at the next", () => {
    const run = openBoth(waitFor("go", { ask: "each_signal" }))
      .signal("go", { id: "s1" })
      .signal("go", { id: "s2" });
    run.complete("root/p/w", 1);
    expect(run.commands).toMatchObject([{ path: "root/p/v", ask: { signal: { id: "s2" } } }]);
  });

  it("when the first times out while it judges a signal, the second looks at that one", () => {
    const judging = waitFor("go", { ask: "each_signal" });
    const run = openBoth({ ...judging, timeoutMs: 100 }, judging)
      .signal("go", { id: "s1" })
      .fire("timeout:root/p/w");
    expect(run.commands).toMatchObject([
      { kind: "cancel_call", path: "root/p/w" },
      { kind: "advance", path: "root/p/v", ask: { signal: { id: "s1" } } },
    ]);
  });

  it("while the first shapes its output, the second looks at what comes", () => {
    const run = openBoth(waitFor("go", { ask: "at_end" }))
      .signal("go", { id: "s1" })
      .signal("go", { id: "s2" });
    expect(run.calling).toStrictEqual(["root/p/w", "root/p/v"]);
    expect(run.verdicts).toStrictEqual(["s1 kept", "s1 taken", "s2 kept", "s2 taken"]);
  });

  it("a signal for another correlation is taken by the second while the first is busy", () => {
    const judging = waitFor("go", { ask: "each_signal" });
    const first = { ...judging, for: { signal: "go", correlationId: "A" } };
    const run = openBoth(first, { ...judging, for: { signal: "go", correlationId: "B" } });
    run.signal("go", { id: "a1", correlationId: "A" }).signal("go", { id: "b1", correlationId: "B" });
    expect(run.calling).toStrictEqual(["root/p/w", "root/p/v"]);
  });

  it("a signal that the first may want is not taken by the second while the first is busy", () => {
    const judging = waitFor("go", { ask: "each_signal" });
    const run = openBoth(judging, { ...judging, for: { signal: "go", correlationId: "B" } });
    run.signal("go", { id: "a1", correlationId: "A" }).signal("go", { id: "b1", correlationId: "B" });
    expect(run.calling).toStrictEqual(["root/p/w"]);
    run.complete("root/p/w", 1);
    expect(run.commands).toMatchObject([{ path: "root/p/v", ask: { signal: { id: "b1" } } }]);
  });

  it("a wait that opens while another judges a signal looks at none that the other has in hand", () => {
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("v", "w")));
    const judging = waitFor("go", { ask: "each_signal" });
    run.signal("go", { id: "s1" }).wait("root/p/w", judging).wait("root/p/v", judging);
    expect(run.calling).toStrictEqual(["root/p/w"]);
  });
});
