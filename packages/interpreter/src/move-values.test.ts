import type { BlobRef, ValuePlace } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { readPlace } from "./move-values.js";
import { STRATEGIES, childrenOf, countChildren, createPlan, deciding, listChildren, waitFor } from "./plan.fixture.js";
import { TestRun } from "./test-run.fixture.js";

const KIB = 1024;
const MIB = 1024 * KIB;
const text = (kib: number): string => "x".repeat(kib * KIB);
const blob: BlobRef = { run: "run-1", sha256: "0".repeat(64), bytes: 1, preview: "" };

/** Reports what was to be moved as moved, as a driver does. */
function moveAll(run: TestRun): TestRun {
  const places = run.places.splice(0);
  return places.length === 0
    ? run
    : run.fold({ kind: "values_moved", moved: places.map((place) => ({ place, blob })) });
}

function sizeOfState(run: TestRun): number {
  return JSON.stringify(run.state).length;
}

describe("the state stays under 1 MB", () => {
  it.each([
    ["small", 10],
    ["of 2 KiB", 2 * KIB],
    ["just small enough to stay in place", 64 * KIB],
  ])("with a collection of 10,000 items whose outputs are %s", { timeout: 60_000 }, (_, size) => {
    const plan = createPlan({ p: deciding, x: { parent: "p" } });
    const run = new TestRun(plan).start().open("root/p", childrenOf(countChildren(10_000, "x"), { collect: "list" }));
    let largest = 0;
    for (let index = 0; index < 10_000; index += 1) {
      run.end(`root/p[${index}]`, { output: { value: "x".repeat(size), bytes: size } });
      moveAll(run);
      if (index % 97 === 0) largest = Math.max(largest, sizeOfState(run));
    }
    expect(largest).toBeLessThan(MIB);
    expect(run.commands).toMatchObject([{ kind: "advance", path: "root/p", ask: { kind: "children" } }]);
  });

  it("with a collection of 10,000 items that all fail", () => {
    const plan = createPlan({ p: deciding, x: { parent: "p" }, after: { references: { children: ["p"] } } });
    const run = new TestRun(plan).start().open("root/p", childrenOf(countChildren(10_000, "x"), { collect: "list" }));
    let largest = 0;
    for (let index = 0; index < 10_000; index += 1) {
      moveAll(run.fail(`root/p[${index}]`));
      if (index % 97 === 0) largest = Math.max(largest, sizeOfState(run));
    }
    expect(largest).toBeLessThan(MIB);
    expect(run.state.error).toMatchObject({ code: "CHILDREN_FAILED", details: { failed: 10_000, total: 10_000 } });
  });

  it("with nested containers that all hold results", () => {
    const plan = createPlan({ p: deciding, s: { parent: "p", ...deciding }, x: { parent: "s" } });
    const run = new TestRun(plan).start().open("root/p", childrenOf(countChildren(100, "s")));
    for (let index = 0; index < 100; index += 1)
      run.open(`root/p[${index}]`, childrenOf(countChildren(50, "x"), { window: 1 }));
    let largest = 0;
    for (let child = 0; child < 40; child += 1) {
      for (let index = 0; index < 100; index += 1)
        run.end(`root/p[${index}][${child}]`, { output: { value: text(2), bytes: 2 * KIB } });
      moveAll(run);
      largest = Math.max(largest, sizeOfState(run));
    }
    expect(largest).toBeLessThan(MIB);
  });

  it("with a loop of 10,000 passes", () => {
    const plan = createPlan({ a: { next: "b", references: { tasks: ["a", "b"] } }, b: { mayGoTo: ["a"] } });
    const run = new TestRun(plan).start();
    let largest = 0;
    for (let pass = 1; pass <= 10_000; pass += 1) {
      const suffix = pass === 1 ? "" : `#${pass}`;
      run.end(`root/a${suffix}`, { output: { value: text(1), bytes: KIB } });
      moveAll(run.end(`root/b${suffix}`, { output: { value: text(1), bytes: KIB }, next: "a" }));
      if (pass % 97 === 0) largest = Math.max(largest, sizeOfState(run));
    }
    expect(largest).toBeLessThan(MIB);
    expect(run.state.created).toBe(20_001);
  });

  it("with many tasks whose outputs later steps refer to", () => {
    const ids = Array.from({ length: 100 }, (_, index) => `t${index}`);
    const steps = ids.map((id, index) => [id, { next: ids[index + 1] ?? "end" }] as const);
    const plan = createPlan({ ...Object.fromEntries(steps), end: { references: { tasks: ids } } }, { outputs: {} });
    const run = new TestRun(plan).start();
    for (const id of ids) {
      moveAll(run.end(`root/${id}`, { output: { value: text(60), bytes: 60 * KIB } }));
      expect(sizeOfState(run)).toBeLessThan(MIB);
    }
    expect(run.calling).toStrictEqual(["root/end"]);
  });
});

describe("a container's results", () => {
  const plan = createPlan({ p: { ...deciding, next: "q" }, x: { parent: "p" }, q: {} });
  const list = childrenOf(countChildren(10, "x"), { collect: "list", window: 2 });

  function endItems(run: TestRun, from: number, to: number, kib: number): TestRun {
    for (let index = from; index < to; index += 1)
      run.end(`root/p[${index}]`, { output: { value: text(kib), bytes: kib * KIB } });
    return run;
  }

  it("stay inline while all are under 128 KB", () => {
    const run = endItems(new TestRun(plan).start().open("root/p", list), 0, 10, 12);
    expect(run.places).toStrictEqual([]);
    expect(run.calling).toStrictEqual(["root/q"]);
    expect(run.outputOf("root/p")).toHaveLength(10);
  });

  it("are appended as blobs in chunks when they are larger, and the orchestrator collects them", () => {
    const run = endItems(new TestRun(plan).start().open("root/p", list), 0, 3, 60);
    expect(run.commands).toContainEqual({
      kind: "move_values",
      places: [{ path: "root/p", what: "results", indices: ["0", "1", "2"] }],
    });
    moveAll(run);
    expect(run.state.tasks["root/p"]?.frame).toMatchObject({ results: {}, chunks: [{ blob }] });
    expect(run.state.moving).toBeUndefined();
    endItems(run, 3, 10, 1);
    expect(run.commands).toMatchObject([{ kind: "advance", path: "root/p", ask: { kind: "children" } }]);
  });

  it("that are on their way out already are not moved twice", () => {
    const run = endItems(new TestRun(plan).start().open("root/p", list), 0, 6, 60);
    expect(run.places.map(({ indices }) => indices)).toStrictEqual([
      ["0", "1", "2"],
      ["3", "4", "5"],
    ]);
    moveAll(run);
    expect(run.state.tasks["root/p"]?.frame).toMatchObject({ results: {}, chunks: [{ blob }, { blob }] });
  });

  it("of several containers are moved apart", () => {
    const two = createPlan({ r: deciding, p: { parent: "r", ...deciding }, x: { parent: "p" } });
    const run = new TestRun(two).start().open("root/r", childrenOf(countChildren(2, "p")));
    for (const path of ["root/r[0]", "root/r[1]"]) {
      run.open(path, list).end(`${path}[0]`, { output: { value: text(200), bytes: 200 * KIB } });
    }
    expect(run.places.map(({ path }) => path)).toStrictEqual(["root/r[0]", "root/r[1]"]);
    run.fold({ kind: "values_moved", moved: [{ place: run.places[0] as ValuePlace, blob }] });
    expect(run.state.moving).toStrictEqual([run.places[1]]);
  });

  it("are not moved by a container that ends with them", () => {
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("x")));
    run.end("root/p/x", { output: { value: text(200), bytes: 200 * KIB } });
    expect(run.places).toStrictEqual([]);
    expect(run.calling).toStrictEqual(["root/q"]);
  });

  it("are collected in place when the container ends before they are moved, and what is moved then is ignored", () => {
    const run = endItems(new TestRun(plan).start().open("root/p", list), 0, 10, 20);
    expect(run.outputOf("root/p")).toHaveLength(10);
    expect(run.state.moving).toBeUndefined();
    expect(readPlace(run.state, run.places[0] as ValuePlace)).toBeUndefined();
    moveAll(run);
    expect(run.calling).toStrictEqual(["root/q"]);
  });

  it("a completed output that lies elsewhere is collected by the orchestrator", () => {
    const run = new TestRun(plan)
      .start()
      .open("root/p", childrenOf(listChildren("x")))
      .end("root/p/x", { output: { blob } });
    expect(run.commands).toMatchObject([{ kind: "advance", path: "root/p", ask: { kind: "children" } }]);
  });

  it("a container that fails needs none of them", () => {
    const run = endItems(new TestRun(plan).start(), 0, 0, 0);
    run.open("root/p", { ...list, settle: STRATEGIES.fail_fast });
    moveAll(endItems(run, 0, 3, 60)).fail("root/p[3]");
    expect(run.state.error?.code).toBe("CHILDREN_FAILED");
  });

  it("of a pass that is over are not mixed with those of the next", () => {
    const repeating = createPlan({
      r: deciding,
      p: { parent: "r", ...deciding },
      x: { parent: "p" },
      y: { parent: "r" },
    });
    const again = childrenOf(listChildren("x"), { window: 1, ask: "after_each" });
    const run = new TestRun(repeating)
      .start()
      .open("root/r", childrenOf(listChildren("p", "y")))
      .open("root/r/p", again);
    run.end("root/r/p/x", { output: { value: text(450), bytes: 450 * KIB } });
    run.end("root/r/y", { output: { value: text(100), bytes: 100 * KIB } });
    const moving = run.places.splice(0);
    expect(moving.map(({ path }) => path)).toStrictEqual(["root/r/p"]);
    run.open("root/r/p", again).end("root/r/p/x#2", { output: { value: "second" } });
    run.fold({ kind: "values_moved", moved: moving.map((place) => ({ place, blob })) });
    expect(run.state.tasks["root/r/p"]?.frame).toMatchObject({
      chunks: [],
      results: { 0: { output: { value: "second" } } },
    });
  });
});

describe("outputs", () => {
  const plan = createPlan({
    a: { next: "b" },
    b: { next: "c" },
    c: { mayGoTo: ["a"], references: { tasks: ["a", "b"] } },
  });

  it("the largest become blobs when the state passes 512 KB", () => {
    const run = new TestRun(plan).start();
    run.end("root/a", { output: { value: text(200), bytes: 200 * KIB } });
    expect(run.places).toStrictEqual([]);
    run.end("root/b", { output: { value: text(100), bytes: 100 * KIB } });
    expect(run.places).toStrictEqual([
      { path: "root", what: "results", indices: ["a"] },
      { path: "root/a", what: "output" },
    ]);
    moveAll(run);
    expect(run.state.tasks["root/a"]?.output).toStrictEqual({ blob });
    expect(run.state.tasks["root/b"]?.output).toMatchObject({ bytes: 100 * KIB });
  });

  it("of the run that are blobs are put together by a call", () => {
    const run = new TestRun(plan).start();
    run.end("root/a", { output: { value: text(200), bytes: 200 * KIB } });
    moveAll(run.end("root/b", { output: { value: text(100), bytes: 100 * KIB } })).end("root/c");
    expect(run.commands).toMatchObject([{ kind: "advance", path: "root", ask: { kind: "run_outputs" } }]);
  });

  it("that a later pass has replaced meanwhile are not moved any more", () => {
    const run = new TestRun(plan).start();
    run.end("root/a", { output: { value: text(200), bytes: 200 * KIB } });
    run.end("root/b", { output: { value: text(100), bytes: 100 * KIB } });
    run.end("root/c", { next: "a" });
    expect(run.state.moving).toStrictEqual(run.places);
    run.complete("root/a#2", "new");
    expect(run.state.moving).toBeUndefined();
    moveAll(run);
    expect(run.state.tasks["root"]?.frame).toMatchObject({ results: { a: { value: "new" } } });
    expect(run.outputOf("root/a#2")).toBe("new");
  });

  it("that nobody asked to move stay where they are", () => {
    const run = new TestRun(plan).start().complete("root/a", 1);
    run.fold({ kind: "values_moved", moved: [{ place: { path: "root/a", what: "output" }, blob }] });
    expect(run.state.tasks["root/a"]?.output).toMatchObject({ value: 1 });
  });

  it("are measured anew before they are moved: what has left the state does not count", () => {
    const loop = createPlan({ a: { next: "a" } }, { outputs: {} });
    const run = new TestRun(loop).start();
    for (const path of ["root/a", "root/a#2", "root/a#3"])
      run.end(path, { output: { value: text(200), bytes: 200 * KIB } });
    expect(run.places).toStrictEqual([]);
  });
});

describe("readPlace", () => {
  const plan = createPlan({ a: { next: "p", references: { tasks: ["a"] } }, p: deciding, x: { parent: "p" } });
  const run = new TestRun(plan).start().complete("root/a", 1);
  run.open("root/p", childrenOf(countChildren(3, "x"))).complete("root/p[1]", "one");

  it("gives an output itself, or an object of results by index", () => {
    expect(readPlace(run.state, { path: "root/a", what: "output" })).toBe(1);
    expect(readPlace(run.state, { path: "root", what: "results", indices: ["a"] })).toBe(1);
    expect(readPlace(run.state, { path: "root/p", what: "results", indices: ["1", "2"] })).toStrictEqual({
      1: { id: "p-1", status: "completed", output: { value: "one", bytes: 5 } },
    });
  });

  it.each<[string, ValuePlace]>([
    ["an execution that is gone", { path: "root/z", what: "output" }],
    ["results that are gone", { path: "root/z", what: "results", indices: ["0"] }],
    ["a result of the run that is gone", { path: "root", what: "results", indices: ["z"] }],
    ["no result at all", { path: "root", what: "results" }],
  ])("gives undefined for %s", (_, place) => {
    expect(readPlace(run.state, place)).toBeUndefined();
  });

  it("gives undefined for what is a blob already", () => {
    const moved = new TestRun(plan).start().end("root/a", { output: { blob } });
    expect(readPlace(moved.state, { path: "root/a", what: "output" })).toBeUndefined();
  });
});

describe("the wait below a processor", () => {
  it("goes on when the processor's result was to be moved", () => {
    const plan = createPlan(
      {
        p: deciding,
        w: { parent: "p", effects: "wait" },
        proc: { parent: "w" },
        y: { parent: "p" },
        z: { parent: "p" },
      },
      { signals: ["go"] },
    );
    const processor = childrenOf(listChildren("proc"), { window: 1, collect: "only", ask: "at_end" });
    const run = new TestRun(plan).start().open("root/p", childrenOf(listChildren("w", "y", "z")));
    run
      .wait("root/p/w", waitFor("go", { ask: "each_signal" }))
      .signal("go", { id: "s1" })
      .open("root/p/w", processor);
    run.end("root/p/w/proc", { output: { value: text(450), bytes: 450 * KIB } });
    run.end("root/p/y", { output: { value: text(100), bytes: 100 * KIB } });
    expect(run.places.map(({ path }) => path)).toStrictEqual(["root/p/w"]);
    run.judge("root/p/w", "s1", "dropped");
    expect(run.state.moving).toBeUndefined();
    moveAll(run);
    expect(run.state.tasks["root/p/w"]?.frame).toMatchObject({ kind: "wait" });
  });
});
