import type { TaskPath } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { MAX_CALLS_IN_FLIGHT } from "./call-budget.js";
import {
  awaiting,
  childrenOf,
  countChildren,
  createPlan,
  deciding,
  listChildren,
  waitFor,
  withAttempts,
} from "./plan.fixture.js";
import { TestRun } from "./test-run.fixture.js";

const plan = createPlan({ p: deciding, x: { parent: "p" } });

function items(...indices: readonly number[]): TaskPath[] {
  return indices.map((index) => `root/p[${index}]`);
}

describe("the window of a container", () => {
  it("is filled when the container opens, and a child that ends makes room for the next", () => {
    const run = new TestRun(plan).start().open("root/p", childrenOf(countChildren(4, "x"), { window: 2 }));
    expect(run.calling).toStrictEqual(items(0, 1));
    run.end("root/p[1]");
    expect(run.calling).toStrictEqual(items(0, 2));
    run.end("root/p[0]");
    expect(run.calling).toStrictEqual(items(2, 3));
  });

  it("of one makes a sequence: items run one after another in item order", () => {
    const run = new TestRun(plan).start().open("root/p", childrenOf(countChildren(3, "x"), { window: 1 }));
    for (const path of items(0, 1, 2)) {
      expect(run.calling).toStrictEqual([path]);
      run.end(path);
    }
    expect(run.state.status).toBe("completed");
  });

  it("with a batch: batch after batch, and the items of one batch together", () => {
    const directive = childrenOf(countChildren(5, "x"), { window: 2, batch: 2 });
    const run = new TestRun(plan).start().open("root/p", directive).end("root/p[0]");
    expect(run.calling).toStrictEqual(items(1));
    run.end("root/p[1]");
    expect(run.calling).toStrictEqual(items(2, 3));
    run.end("root/p[2]").end("root/p[3]");
    expect(run.calling).toStrictEqual(items(4));
  });

  it("a window smaller than the batch is kept inside the batch", () => {
    const directive = childrenOf(countChildren(4, "x"), { window: 2, batch: 3 });
    const run = new TestRun(plan).start().open("root/p", directive).end("root/p[0]");
    expect(run.calling).toStrictEqual(items(1, 2));
    run.end("root/p[1]");
    expect(run.calling).toStrictEqual(items(2));
    run.end("root/p[2]");
    expect(run.calling).toStrictEqual(items(3));
  });

  it("a child in its delay occupies its place", () => {
    const delayed = createPlan({ p: deciding, x: { parent: "p", delayMs: 100 } });
    const run = new TestRun(delayed).start().open("root/p", childrenOf(countChildren(3, "x"), { window: 2 }));
    expect(run.timing).toStrictEqual(["delay:root/p[0]", "delay:root/p[1]"]);
    expect(run.calling).toStrictEqual([]);
  });

  it("a child in a wait occupies its place", () => {
    const waiting = createPlan({ p: deciding, w: { parent: "p", ...awaiting("go") }, x: { parent: "p" } });
    const run = new TestRun(waiting).start().open("root/p", childrenOf(listChildren("w", "x"), { window: 1 }));
    run.wait("root/p/w", waitFor("go"));
    expect([run.statusOf("root/p/w"), run.calling]).toStrictEqual(["waiting", []]);
    run.signal("go");
    expect([run.statusOf("root/p/w"), run.calling]).toStrictEqual(["completed", ["root/p/x"]]);
  });

  it("an empty container completes at once, with its output as it would be", () => {
    const map = new TestRun(plan).start().open("root/p", childrenOf(listChildren()));
    expect(map.output).toStrictEqual({ p: {} });
    const list = new TestRun(plan).start().open("root/p", childrenOf(countChildren(0, "x"), { collect: "list" }));
    expect(list.output).toStrictEqual({ p: [] });
  });
});

describe("the budget of calls", () => {
  const wide = createPlan({
    all: deciding,
    p: { parent: "all", ...deciding },
    q: { parent: "all", ...deciding },
    r: { parent: "all", ...deciding },
    x: { parent: "p", ...withAttempts({ initialIntervalMs: 10 }) },
    y: { parent: "q" },
    z: { parent: "r" },
  });

  function openAll(...counts: readonly number[]): TestRun {
    const run = new TestRun(wide).start().open("root/all", childrenOf(listChildren("p", "q", "r")));
    for (const [position, count] of counts.entries()) {
      const step = "xyz"[position] ?? "";
      const path = `root/all/${"pqr"[position]}`;
      run.open(path, childrenOf(countChildren(count, step), { window: 1_000 }));
    }
    return run;
  }

  function countCalls(run: TestRun, container: string): number {
    return run.calling.filter((path) => path.startsWith(`root/all/${container}[`)).length;
  }

  it("is 400 calls in flight for the whole run, first come first served", () => {
    const run = openAll(300, 300, 300);
    expect(run.state.inFlight).toBe(MAX_CALLS_IN_FLIGHT);
    expect(["p", "q", "r"].map((container) => countCalls(run, container))).toStrictEqual([300, 100, 0]);
  });

  it("room that comes free goes to the open containers in the order of their opening", () => {
    const run = openAll(390, 100, 100);
    expect(["p", "q", "r"].map((container) => countCalls(run, container))).toStrictEqual([390, 10, 0]);
    for (let index = 0; index < 95; index += 1) run.end(`root/all/p[${index}]`);
    expect(["p", "q", "r"].map((container) => countCalls(run, container))).toStrictEqual([295, 100, 5]);
  });

  it("a container that opened before comes before one that holds all the calls", () => {
    const run = openAll(400, 1_000, 0);
    for (let index = 0; index < 400; index += 1) run.failAttempt(`root/all/p[${index}]`);
    expect(countCalls(run, "q")).toBe(400);
    run.fire("retry:root/all/p[7]").fire("retry:root/all/p[3]");
    expect(countCalls(run, "p")).toBe(0);
    run.end("root/all/q[0]");
    expect(run.calling.at(-1)).toBe("root/all/p[7]");
    run.end("root/all/q[1]");
    expect(run.calling.at(-1)).toBe("root/all/p[3]");
    run.end("root/all/q[2]");
    expect(run.calling.at(-1)).toBe("root/all/q[400]");
    expect(run.state.inFlight).toBe(MAX_CALLS_IN_FLIGHT);
  });

  it("is never exceeded by calls that become due together", () => {
    const run = openAll(400, 400, 0);
    for (let index = 0; index < 400; index += 1) run.failAttempt(`root/all/p[${index}]`);
    for (let index = 0; index < 400; index += 1) run.fire(`retry:root/all/p[${index}]`);
    expect(run.calls.size).toBe(MAX_CALLS_IN_FLIGHT);
    expect(run.state.inFlight).toBe(MAX_CALLS_IN_FLIGHT);
    for (let index = 0; index < 400; index += 1) run.end(`root/all/q[${index}]`);
    expect(countCalls(run, "p")).toBe(400);
  });

  it("a sequence goes on with the call that its last step has left free", () => {
    const nested = createPlan({
      all: deciding,
      s: { parent: "all", ...deciding },
      x: { parent: "s" },
      y: { parent: "s" },
      p: { parent: "all", ...deciding },
      z: { parent: "p" },
    });
    const run = new TestRun(nested).start().open("root/all", childrenOf(listChildren("p", "s")));
    run.open("root/all/p", childrenOf(countChildren(500, "z"), { window: 500 }));
    run.open("root/all/s", childrenOf(listChildren("x", "y"), { window: 1 }));
    expect(run.calling).toContain("root/all/s/x");
    run.end("root/all/s/x");
    expect(run.calling).toContain("root/all/s/y");
  });

  it("what ended while it waited for room is passed over", () => {
    const run = openAll(400, 10, 10);
    run.state.timers["timeout:root/all/q"] = { purpose: "timeout", path: "root/all/q", at: 2_000 };
    run.fire("timeout:root/all/q").end("root/all/p[0]");
    expect(run.calling.at(-1)).toBe("root/all/r[0]");
    expect(run.state.hungry).toStrictEqual(["root/all/r"]);
  });

  it("children that were held back start when the run is resumed, within the budget", () => {
    const run = openAll(400, 10, 0).pause();
    for (let index = 0; index < 5; index += 1) run.end(`root/all/p[${index}]`);
    expect(run.state.inFlight).toBe(395);
    run.resume();
    expect(run.state.inFlight).toBe(MAX_CALLS_IN_FLIGHT);
    expect(countCalls(run, "q")).toBe(5);
  });
});
