import { describe, expect, it } from "vitest";
import { awaiting, childrenOf, countChildren, createPlan, deciding, waitFor, withAttempts } from "./plan.fixture.js";
import { resumeCommands } from "./resume-commands.js";
import { TestRun } from "./test-run.fixture.js";

describe("resumeCommands", () => {
  it("are the calls, the timers and the values to be moved that are under way", () => {
    const plan = createPlan({ p: deciding, x: { parent: "p", ...withAttempts({}, { totalTimeoutMs: 500 }) } });
    const run = new TestRun(plan).start().open("root/p", childrenOf(countChildren(3, "x"), { window: 2 }));
    run.end("root/p[0]", { output: { value: null, bytes: 200 * 1024 } });
    expect(resumeCommands(run.state)).toStrictEqual([
      { kind: "advance", path: "root/p[1]", call: 1, ask: { kind: "begin" }, attempt: 1 },
      { kind: "advance", path: "root/p[2]", call: 1, ask: { kind: "begin" }, attempt: 1 },
      { kind: "start_timer", timer: "total:root/p[1]", at: 1_500 },
      { kind: "start_timer", timer: "total:root/p[2]", at: 1_500 },
      { kind: "move_values", places: [{ path: "root/p", what: "results", indices: ["0"] }] },
    ]);
  });

  it("leave out calls that a pause holds back, and timers that are due", () => {
    const plan = createPlan({ a: { next: "w" }, w: awaiting("go") });
    const held = new TestRun(plan).start().pause().end("root/a");
    expect(resumeCommands(held.state)).toStrictEqual([]);
    const due = new TestRun(plan)
      .start()
      .end("root/a")
      .wait("root/w", waitFor("go", { timeoutMs: 100 }))
      .pause();
    expect(resumeCommands(due.state)).toHaveLength(1);
    expect(resumeCommands(due.fire("timeout:root/w").state)).toStrictEqual([]);
  });

  it("of a run that is closing are its grace time only: the handlers were told", () => {
    const run = new TestRun(createPlan({ a: {} })).start().cancel();
    expect(resumeCommands(run.state)).toStrictEqual([{ kind: "start_timer", timer: "grace:root", at: 6_000 }]);
  });

  it("of a run that has ended are none", () => {
    expect(resumeCommands(new TestRun(createPlan({ a: {} })).start().terminate().state)).toStrictEqual([]);
  });
});
