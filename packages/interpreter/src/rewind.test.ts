import type { EventBatch, RunState } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { awaiting, childrenOf, createPlan, deciding, listChildren, waitFor, withAttempts } from "./plan.fixture.js";
import { createRunState } from "./create-run-state.js";
import { reduce } from "./reduce.js";
import { resumeCommands } from "./resume-commands.js";
import { rewind } from "./rewind.js";
import { RUN_START, TestRun } from "./test-run.fixture.js";

const AT = 1_000_000;

function rewindTo(run: TestRun, path: string): RunState {
  const batches = run.events.map(({ at, event }): EventBatch => ({ at, events: [event] }));
  const start = { ...RUN_START, runId: "run-2" };
  const rewound = rewind(run.index, start, batches, path, AT);
  if (rewound === undefined) throw new Error("not rewound");
  const state = createRunState(start);
  for (const { at, events } of rewound) for (const event of events) reduce(run.index, state, event, at);
  return state;
}

function callsOf(state: RunState): string[] {
  return resumeCommands(state).flatMap((command) => (command.kind === "advance" ? [command.path] : []));
}

describe("a run that repeats another from one execution on", () => {
  it("keeps what ended before the path began", () => {
    const plan = createPlan({ a: { next: "b" }, b: { references: { tasks: ["a"] } } });
    const state = rewindTo(new TestRun(plan).start().complete("root/a", 1).fail("root/b"), "root/b");
    expect(state).toMatchObject({ runId: "run-2", status: "running", startedAt: AT });
    expect(state.tasks["root/a"]).toMatchObject({ status: "completed", output: { value: 1 } });
    expect(callsOf(state)).toStrictEqual(["root/b"]);
    const again = new TestRun(plan, state).end("root/b", { call: 1, output: { value: 2 } });
    expect(again.output).toStrictEqual({ a: 1, b: 2 });
  });

  it("reopens the containers on the way to it", () => {
    const plan = createPlan({ p: { timeoutMs: 500, ...deciding }, x: { parent: "p" }, y: { parent: "p" } });
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("x", "y"), { window: 1 }));
    run.at = 1_200;
    run.complete("root/p/x", 1).fail("root/p/y");
    const state = rewindTo(run, "root/p/y");
    expect(state.tasks["root/p"]).toMatchObject({ status: "running", startedAt: AT - 200 });
    expect(resumeCommands(state)).toMatchObject([
      { kind: "advance", path: "root/p/y" },
      { kind: "start_timer", timer: "timeout:root/p", at: AT + 300 },
    ]);
    expect(new TestRun(plan, state).end("root/p/y", { call: 1 }).output).toStrictEqual({ p: { x: 1, y: null } });
  });

  it("from the run's own path is the run from its start", () => {
    const run = new TestRun(createPlan({ a: {} })).start().fail("root/a");
    expect(callsOf(rewindTo(run, "root"))).toStrictEqual(["root/a"]);
  });

  it("is undefined for a path that was never executed", () => {
    const run = new TestRun(createPlan({ a: {} })).start();
    expect(rewind(run.index, RUN_START, [{ at: 1, events: [{ kind: "run_started" }] }], "root/z", AT)).toBeUndefined();
  });

  it("counts attempts from the beginning, also of what runs beside the path", () => {
    const plan = createPlan({
      p: deciding,
      x: { parent: "p", ...withAttempts() },
      s: { parent: "p", ...deciding },
      y: { parent: "s", ...withAttempts() },
    });
    const run = new TestRun(plan)
      .start()
      .open("root/p", childrenOf(listChildren("x", "s")))
      .failAttempt("root/p/x");
    run.fire("retry:root/p/x").fold({ kind: "attempt_started", path: "root/p/x", call: 2, attempt: 2 });
    run
      .fold({ kind: "attempt_memo", path: "root/p/x", call: 2, memo: 1 })
      .open("root/p/s", childrenOf(listChildren("y")));
    const state = rewindTo(run, "root/p/s/y");
    expect(state.tasks["root/p/x"]).toMatchObject({ attempt: 0, status: "pending", call: { number: 2, attempt: 1 } });
    expect(state.tasks["root/p/x"]).not.toHaveProperty("memo");
    expect(state.tasks["root/p/x"]).not.toHaveProperty("startedAt");
  });

  it("gives signals that dropped waits had taken back, in order", () => {
    const plan = createPlan({
      a: { next: "v" },
      v: { ...awaiting("go"), next: "w" },
      w: { ...awaiting("go"), next: "b" },
      b: {},
    });
    const run = new TestRun(plan).start().signal("go", { id: "s1" }).end("root/a");
    run
      .wait("root/v", waitFor("go"))
      .signal("go", { id: "s2" })
      .wait("root/w", waitFor("go"))
      .signal("go", { id: "s3" });
    expect(rewindTo(run, "root/b").signals.kept.map(({ id }) => id)).toStrictEqual(["s3"]);
    expect(rewindTo(run, "root/w").signals.kept.map(({ id }) => id)).toStrictEqual(["s2", "s3"]);
    expect(rewindTo(run, "root/v").signals.kept.map(({ id }) => id)).toStrictEqual(["s1", "s2", "s3"]);
  });

  it("a wait beside the path looks at the signals that are given back", () => {
    const plan = createPlan({
      p: deciding,
      w: { parent: "p", ...awaiting("go") },
      s: { parent: "p", ...deciding },
      y: { parent: "s" },
    });
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("w", "s")));
    run.wait("root/p/w", waitFor("go", { timeoutMs: 100 })).open("root/p/s", childrenOf(listChildren("y")));
    run.signal("go", { id: "s1" }).fail("root/p/s/y");
    const state = rewindTo(run, "root/p/s/y");
    expect(state.tasks["root/p/w"]).toBeUndefined();
    expect(state.tasks["root/p"]?.frame).toMatchObject({ counts: { completed: 1, running: 1 } });
  });

  it("deadlines lie as far ahead as they lay when the path began", () => {
    const plan = createPlan({
      p: deciding,
      v: { parent: "p", ...awaiting("go") },
      w: { parent: "p", ...awaiting("stop") },
      proc: { parent: "w" },
      u: { parent: "p", effects: "wait" },
    });
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("v", "w", "u")));
    run
      .wait("root/p/v", waitFor("go", { timeoutMs: 100 }))
      .wait("root/p/w", waitFor("stop", { timeoutMs: 200, ask: "each_signal" }));
    run.wait("root/p/u", { kind: "wait", for: { untilMs: 1_300 }, ask: "never" });
    run.at = 1_050;
    run
      .signal("stop", { id: "s1" })
      .open("root/p/w", childrenOf(listChildren("proc"), { collect: "only", ask: "at_end" }));
    const state = rewindTo(run, "root/p/w/proc");
    expect(state.tasks["root/p/v"]?.frame).toMatchObject({ deadline: AT + 50 });
    expect(state.tasks["root/p/w"]?.frame).toMatchObject({ under: { deadline: AT + 150 } });
    expect(state.signals.kept).toMatchObject([{ id: "s1", receivedAt: AT }]);
    expect(Object.values(state.timers).map(({ at }) => at)).toStrictEqual([AT + 50, AT + 150, AT + 250]);
  });

  it("has forgotten what was asked of the other", () => {
    const run = new TestRun(createPlan({ a: { next: "b" }, b: {} })).start().pause().resume().end("root/a");
    expect(rewindTo(run, "root/b")).toMatchObject({ control: 0, requests: ["rewound"] });
  });

  it("is not paused, though the other was when the path began", () => {
    const run = new TestRun(createPlan({ a: { next: "b" }, b: {} })).start().pause().end("root/a");
    const state = rewindTo(run, "root/b");
    expect(state).toMatchObject({ status: "running" });
    expect(callsOf(state)).toStrictEqual(["root/b"]);
  });
});
