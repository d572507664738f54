import { describe, expect, it } from "vitest";
import { ScriptClock } from "./script-clock.fixture.js";
import { outline, TestRun, toJson } from "./test-run.fixture.js";
import { compile, TestWorld } from "./test-world.fixture.js";

const ROUTE = { type: "router", condition: "'x'", default: "sum" };

/** A handler, a router, an aggregate, a signal and another handler. */
const CHAIN = compile({
  tasks: [
    { id: "first", action: "echo", with: 1, on_success: { next: "choose" } },
    { id: "choose", ...ROUTE, routes: {} },
    { id: "sum", type: "aggregate", outputs: { n: "{{ tasks.first.output }}" }, on_success: { next: "tell" } },
    {
      id: "tell",
      type: "signal",
      signal: { name: "told", payload: "{{ tasks.sum.output.n }}" },
      on_success: { next: "last" },
    },
    { id: "last", action: "echo", with: "{{ tasks.sum.output.n + 1 }}" },
  ],
});

describe("what one call does", () => {
  it("a handler is the first step of a strict call, and all steps without a handler that follow are fused", async () => {
    const run = new TestRun(new TestWorld(), CHAIN);
    expect(outline(await run.events())).toStrictEqual([
      "task_ended root/first completed",
      "task_ended root/choose completed",
      "task_ended root/sum completed",
      "task_ended root/tell completed",
    ]);
  });

  it("a workflow of N basic tasks costs N calls, however many routers and aggregates stand between them", async () => {
    const run = await new TestRun(new TestWorld(), CHAIN).toEnd();
    expect(run.made).toBe(2);
    expect(run.output).toMatchObject({ first: 1, last: 2 });
  });

  it("`fuse: false` makes every step a call of its own, with the same results", async () => {
    const run = await new TestRun(new TestWorld(), CHAIN, { limits: { fuse: false } }).toEnd();
    const fused = await new TestRun(new TestWorld(), CHAIN).toEnd();
    expect(run.made).toBe(5);
    expect(run.output).toStrictEqual(fused.output);
  });

  it("a call that begins with a step without a handler stops before the first handler", async () => {
    const definition = compile({
      tasks: [
        { id: "sum", type: "aggregate", outputs: { n: 1 }, on_success: { next: "work" } },
        { id: "work", action: "echo" },
      ],
    });
    const run = new TestRun(new TestWorld(), definition);
    expect(outline(await run.events())).toStrictEqual(["task_ended root/sum completed"]);
  });

  it("the end of the run is fused: its outputs are rendered in the call that ends the last task", async () => {
    const definition = compile({
      tasks: [{ id: "work", action: "echo", with: 5 }],
      outputs: { n: "{{ tasks.work.output }}" },
    });
    const run = new TestRun(new TestWorld(), definition);
    const events = await run.events();
    expect(outline(events)).toStrictEqual(["task_ended root/work completed", "task_ended root completed"]);
    run.propose(events);
    expect(run.output).toStrictEqual({ n: 5 });
  });

  it("a call stops at a frame whose window is over one", async () => {
    const definition = compile({
      tasks: [
        { id: "sum", type: "aggregate", outputs: { n: 1 }, on_success: { next: "fork" } },
        { id: "fork", type: "parallel", tasks: [{ id: "a", type: "aggregate", outputs: {} }] },
      ],
    });
    const run = new TestRun(new TestWorld(), definition);
    expect(outline(await run.events())).toStrictEqual(["task_ended root/sum completed", "children_opened root/fork"]);
  });

  it("a child of a parallel ends with its own completion and never decides for the parent", async () => {
    const definition = compile({
      tasks: [
        { id: "fork", type: "parallel", tasks: [{ id: "a", action: "echo" }], on_success: { next: "sum" } },
        { id: "sum", type: "aggregate", outputs: {} },
      ],
    });
    const run = new TestRun(new TestWorld(), definition);
    await run.step();
    expect(outline(await run.events("root/fork/a"))).toStrictEqual(["task_ended root/fork/a completed"]);
  });

  it("inside a child of a parallel a sequence goes on to its own end, its `outputs` included", async () => {
    const steps = [
      { id: "one", action: "echo", with: 1 },
      { id: "two", type: "aggregate", outputs: { n: "{{ tasks.one.output + 1 }}" } },
    ];
    const definition = compile({
      tasks: [
        {
          id: "fork",
          type: "parallel",
          tasks: [{ id: "steps", type: "composite", tasks: steps, outputs: { n: "{{ output.two.n }}" } }],
        },
      ],
    });
    const run = new TestRun(new TestWorld(), definition);
    await run.step();
    await run.step();
    expect(outline(await run.events("root/fork/steps/one"))).toStrictEqual([
      "task_ended root/fork/steps/one completed",
      "task_ended root/fork/steps/two completed",
      "task_ended root/fork/steps completed",
    ]);
  });

  it("a sequence of items goes on from item to item", async () => {
    const task = { type: "aggregate", outputs: { n: "{{ item }}" } };
    const definition = compile({
      tasks: [{ id: "each", type: "collection", items: [7, 8], mode: "sequential", task }],
    });
    const run = new TestRun(new TestWorld(), definition);
    expect(outline(await run.events())).toStrictEqual([
      "children_opened root/each",
      "task_ended root/each[0] completed",
      "task_ended root/each[1] completed",
    ]);
  });

  it("a call stops at a wait, which is never fused: it reads the buffer of signals", async () => {
    const definition = compile({
      tasks: [
        { id: "sum", type: "aggregate", outputs: {}, on_success: { next: "pause" } },
        { id: "pause", type: "wait", duration: 10 },
      ],
    });
    const run = new TestRun(new TestWorld(), definition);
    expect(outline(await run.events())).toStrictEqual(["task_ended root/sum completed"]);
    await run.step();
    expect(outline(await run.events())).toStrictEqual(["wait_opened root/pause"]);
  });

  it.each([
    { name: "at its beginning", more: { delay: 10 } },
    { name: "that an `if` comes before", more: { delay: 10, if: "true" } },
  ])("a call stops at a delay $name", async ({ more }) => {
    const definition = compile({
      tasks: [
        { id: "sum", type: "aggregate", outputs: {}, on_success: { next: "later" } },
        { id: "later", type: "aggregate", outputs: {}, ...more },
      ],
    });
    const run = new TestRun(new TestWorld(), definition);
    const events = await run.events();
    expect(outline(events).filter((line) => line.startsWith("task_ended"))).toStrictEqual([
      "task_ended root/sum completed",
    ]);
    await run.toEnd();
    expect(run.state.status).toBe("completed");
  });

  it("a call stops after 100 steps", async () => {
    const tasks = Array.from({ length: 150 }, (_, index) => ({
      id: `t${index}`,
      type: "aggregate",
      outputs: { n: index },
      ...(index < 149 && { on_success: { next: `t${index + 1}` } }),
    }));
    const run = new TestRun(new TestWorld(), compile({ tasks }));
    expect(await run.events()).toHaveLength(100);
    await run.toEnd();
    expect(run.state.status).toBe("completed");
  });

  it("no further step begins 2 s after the first step has ended", async () => {
    const clock = new ScriptClock();
    const world = new TestWorld({
      clock,
      handlers: { busy: () => clock.jump(10_000) },
      send: async () => {
        clock.jump(1_500);
        return { delivered: 0, started: 0 };
      },
    });
    const tell = (id: string, next: string): object => {
      return { id, type: "signal", signal: { name: "told" }, on_success: { next } };
    };
    const definition = compile({
      tasks: [
        { id: "work", action: "busy", on_success: { next: "a" } },
        tell("a", "b"),
        tell("b", "c"),
        tell("c", "end"),
        { id: "end", type: "aggregate", outputs: {} },
      ],
    });
    const run = new TestRun(world, definition);
    expect(outline(await run.events()).map((line) => line.split(" ")[1])).toStrictEqual([
      "root/work",
      "root/a",
      "root/b",
    ]);
  });
});

describe("the answer is a proposal", () => {
  it("is JSON: a list of events in order, each with its path, and the last control event that the slice had seen", async () => {
    const run = new TestRun(new TestWorld(), CHAIN);
    run.fold({ kind: "pause_requested", requestId: "p" });
    run.fold({ kind: "resume_requested", requestId: "r" });
    const events = await run.events();
    expect(toJson(events)).toStrictEqual(events);
    expect(events.map(({ basis }) => basis)).toStrictEqual([2, 2, 2, 2]);
    expect(events.map(({ path }) => path)).toStrictEqual(["root/first", "root/choose", "root/sum", "root/tell"]);
  });

  it("every event carries its attempt and the times at which its step ran", async () => {
    const clock = new ScriptClock();
    const world = new TestWorld({ clock, handlers: { work: async () => clock.sleep(40) } });
    const run = new TestRun(
      world,
      compile({
        tasks: [
          { id: "work", action: "work", on_success: { next: "sum" } },
          { id: "sum", type: "aggregate", outputs: {} },
        ],
      }),
    );
    const start = clock.now();
    const asked = run.events();
    await clock.elapse(100);
    expect(await asked).toMatchObject([
      { attempt: 1, startedAt: start, endedAt: start + 40 },
      { attempt: 0, startedAt: start + 40, endedAt: start + 40 },
    ]);
  });

  it("what meets a state that has moved on is dropped, and comes again by a new call", async () => {
    const world = new TestWorld();
    const run = new TestRun(world, CHAIN);
    const events = await run.events();
    run.calls.length = 0;
    run.fold({ kind: "pause_requested", requestId: "p" });
    run.propose(events);
    expect(run.dropped).toBe(3);
    run.fold({ kind: "resume_requested", requestId: "r" });
    await run.toEnd();
    expect(run.output).toMatchObject({ first: 1, last: 2 });
    expect(world.sent.map(({ id }) => id)).toStrictEqual(["run-1:root/tell", "run-1:root/tell"]);
  });
});

describe("a dropped decision is harmless", () => {
  it("a signal is fused, and delivered with the task's idempotency key as its id", async () => {
    const world = new TestWorld();
    await new TestRun(world, CHAIN).ask();
    expect(world.sent).toStrictEqual([{ id: "run-1:root/tell", name: "told", payload: 1 }]);
  });

  it("a signal is not fused when the host's signal is aborted", async () => {
    const controller = new AbortController();
    const world = new TestWorld({ handlers: { echo: () => controller.abort() } });
    const run = new TestRun(world, CHAIN);
    const events = await run.events(undefined, { host: { signal: controller.signal } });
    expect(outline(events)).not.toContain("task_ended root/tell completed");
    expect(world.sent).toStrictEqual([]);
  });
});

describe("a fault after the handler has ended never throws: the call returns the events so far", () => {
  const after = (task: object): ReturnType<typeof compile> =>
    compile({
      tasks: [
        { id: "work", action: "echo", with: 1, on_success: { next: "then" } },
        { id: "then", ...task },
      ],
    });

  it("a delivery that fails is made again by a call of its own, which pays for it", async () => {
    let isDown = true;
    const world = new TestWorld({
      send: async () => {
        if (isDown) throw new Error("unreachable");
        return { delivered: 1, started: 0 };
      },
    });
    const run = new TestRun(world, after({ type: "signal", signal: { name: "told" } }));
    const events = await run.events();
    expect(outline(events)).toStrictEqual(["task_ended root/work completed"]);
    run.calls.length = 0;
    run.propose(events);
    const failure = await run.failure();
    expect(failure.failure.error).toMatchObject({ task: "root/then" });
    isDown = false;
    await run.toEnd();
    expect(run.tasks["root/then"]).toMatchObject({ status: "completed", attempt: 1 });
  });

  it("a store that cannot be reached leaves the step to a call of its own", async () => {
    const world = new TestWorld();
    const items = Array.from({ length: 300 }, (_, index) => index);
    const run = new TestRun(world, after({ type: "collection", items, task: { action: "echo" } }));
    const { store } = world.ports;
    store.storeMany = async () => {
      throw Object.assign(new Error("down"), { code: "STORE_UNAVAILABLE", retryable: true });
    };
    expect(outline(await run.events())).toStrictEqual(["task_ended root/work completed"]);
  });

  it("a fault of the definition is the end of its task, as in a call of its own", async () => {
    const run = new TestRun(new TestWorld(), after({ type: "router", condition: "'a'", routes: { b: "work" } }));
    const events = await run.events();
    expect(outline(events)).toStrictEqual(["task_ended root/work completed", "task_ended root/then failed"]);
    expect(events[1]).toMatchObject({ error: { code: "NO_ROUTE", task: "root/then" } });
  });
});
