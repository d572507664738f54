import { describe, expect, it } from "vitest";
import type { HandlerContext, JsonValue } from "@taskloom/interfaces";
import { ScriptClock } from "./script-clock.fixture.js";
import { outline, TestRun } from "./test-run.fixture.js";
import { compile, TestWorld, type HandlerMap } from "./test-world.fixture.js";

const RELAXED = { defaults: { durability: "relaxed", retry: { initial_interval: 10 } } };

/** Tasks one after the other. */
function chain(tasks: readonly object[], more: object = RELAXED): ReturnType<typeof compile> {
  return compile({
    ...more,
    tasks: tasks.map((task, index) => ({
      id: `t${index}`,
      action: "echo",
      ...task,
      ...(index < tasks.length - 1 && { on_success: { next: `t${index + 1}` } }),
    })),
  });
}

/** Paths of the tasks that ended in the first call. */
async function firstUnit(
  tasks: readonly object[],
  handlers: HandlerMap = {},
  clock = new ScriptClock(),
): Promise<readonly string[]> {
  const run = new TestRun(new TestWorld({ handlers, clock }), chain(tasks));
  const events = await run.events();
  await run.toEnd();
  expect(run.state.status).toBe("completed");
  return outline(events);
}

const SUM = { action: undefined, type: "aggregate", outputs: { n: 1 } };

describe("a relaxed unit", () => {
  it("is consecutive relaxed tasks with their routers and aggregates: one call", async () => {
    const router = {
      action: undefined,
      type: "router",
      condition: "'x'",
      routes: {},
      default: "t3",
      on_success: undefined,
    };
    const definition = compile({
      ...RELAXED,
      tasks: [
        { id: "t0", action: "echo", with: 1, on_success: { next: "t1" } },
        { id: "t1", ...router },
        { id: "t3", type: "aggregate", outputs: { n: "{{ tasks.t0.output }}" }, on_success: { next: "t4" } },
        { id: "t4", action: "echo", with: "{{ tasks.t3.output.n + 1 }}" },
      ],
      outputs: { n: "{{ tasks.t4.output }}" },
    });
    const run = await new TestRun(new TestWorld(), definition).toEnd();
    expect([run.made, run.output]).toStrictEqual([1, { n: 2 }]);
  });

  it("goes on through a sequence inside", async () => {
    const steps = {
      action: undefined,
      type: "composite",
      tasks: [
        { id: "a", action: "echo" },
        { id: "b", action: "echo" },
      ],
    };
    expect(await firstUnit([{}, steps, {}])).toStrictEqual([
      "task_ended root/t0 completed",
      "children_opened root/t1",
      "task_ended root/t1/a completed",
      "task_ended root/t1/b completed",
      "task_ended root/t2 completed",
    ]);
  });

  it.each([
    ["a strict task", { durability: "strict" }],
    ["a wait", { action: undefined, type: "wait", duration: 10 }],
    ["a delay", { delay: 10 }],
    ["a slow task: `timeout` over 5 s", { timeout: "6s" }],
    ["a slow task: `heartbeat_timeout` set", { heartbeat_timeout: "1s" }],
    ["a slow task: handler defined `slow: true`", { action: "slow" }],
  ])("ends at %s", async (_, task) => {
    const slow = { run: () => 1, slow: true };
    expect(await firstUnit([{}, SUM, task, {}], { slow })).toStrictEqual([
      "task_ended root/t0 completed",
      "task_ended root/t1 completed",
    ]);
  });

  it("ends after 100 tasks", async () => {
    const tasks = Array.from({ length: 130 }, () => ({}));
    expect(await firstUnit(tasks)).toHaveLength(100);
  });

  it("ends after 2 s", async () => {
    const clock = new ScriptClock();
    const work = (): void => clock.jump(700);
    const unit = await firstUnit(
      Array.from({ length: 5 }, () => ({ action: "work" })),
      { work },
      clock,
    );
    expect(unit).toHaveLength(3);
  });

  it("ends when the host's signal is aborted", async () => {
    const controller = new AbortController();
    const run = new TestRun(
      new TestWorld({ handlers: { work: () => controller.abort() } }),
      chain([{ action: "work" }, {}]),
    );
    expect(await run.events(undefined, { host: { signal: controller.signal } })).toHaveLength(1);
  });

  it("begins at a decision too, where that is relaxed", async () => {
    expect(await firstUnit([SUM, {}, {}])).toHaveLength(3);
  });
});

describe("before a slow task the call stops and answers `slow`: it gets a call of its own", () => {
  it.each([
    ["handler defined `slow: true`", { action: "slow" }],
    ["a plan's slow task", { heartbeat_timeout: "1s" }],
  ])("%s", async (_, task) => {
    let started = 0;
    const slow = {
      slow: true,
      run: () => {
        started += 1;
      },
    };
    const run = new TestRun(new TestWorld({ handlers: { slow } }), chain([task, {}]));
    const limits = { ...run.limits, relaxed: true };
    expect(await run.ask(undefined, { host: { limits } })).toStrictEqual({ outcome: "slow" });
    expect(started).toBe(0);
    await run.toEnd();
    expect(run.state.status).toBe("completed");
  });
});

describe("retries in a relaxed unit", () => {
  /** Fails in the first attempts of each execution. */
  function flaky(times: number, seen: [string, number, JsonValue][] = []): HandlerMap {
    return {
      flaky: (_: JsonValue, { taskPath, attempt, lastHeartbeat, heartbeat }: HandlerContext) => {
        seen.push([taskPath, attempt, lastHeartbeat]);
        heartbeat(`left by ${attempt}`);
        if (attempt <= times) throw new Error("not yet");
        return attempt;
      },
    };
  }

  it("a failed attempt is an event of the unit, which it ends; the call does not throw", async () => {
    const run = new TestRun(
      new TestWorld({ handlers: flaky(1) }),
      chain([{}, { action: "flaky", with: { n: 1 } }, {}]),
    );
    const at = run.world.clock.now();
    expect(await run.events()).toMatchObject([
      { kind: "task_ended", path: "root/t0" },
      {
        kind: "attempt_failed",
        path: "root/t1",
        call: 1,
        attempt: 1,
        basis: 0,
        startedAt: at,
        error: { code: "HANDLER_FAILED", task: "root/t1" },
        retryable: true,
        input: { value: { n: 1 } },
        memo: "left by 1",
      },
    ]);
  });

  it("of the step that was asked for too", async () => {
    const run = new TestRun(new TestWorld({ handlers: flaky(1) }), chain([{ action: "flaky" }]));
    expect(await run.events()).toMatchObject([{ kind: "attempt_failed", path: "root/t0", attempt: 1 }]);
  });

  it("attempts are counted for each task, and each finds what its own last attempt left", async () => {
    const seen: [string, number, JsonValue][] = [];
    const definition = chain([{ action: "flaky" }, { action: "flaky" }]);
    const run = await new TestRun(new TestWorld({ handlers: flaky(2, seen) }), definition).toEnd();
    expect(seen).toStrictEqual([
      ["root/t0", 1, null],
      ["root/t0", 2, "left by 1"],
      ["root/t0", 3, "left by 2"],
      ["root/t1", 1, null],
      ["root/t1", 2, "left by 1"],
      ["root/t1", 3, "left by 2"],
    ]);
    expect(run.output).toStrictEqual({ t0: 3, t1: 3 });
  });

  it("heartbeats of a further step are not the host's", async () => {
    const memos: JsonValue[] = [];
    const run = new TestRun(new TestWorld({ handlers: flaky(0) }), chain([{}, { action: "flaky" }]));
    await run.events(undefined, { host: { heartbeat: (memo) => memos.push(memo) } });
    expect(memos).toStrictEqual([]);
  });

  it("the last attempt fails the task", async () => {
    const run = await new TestRun(new TestWorld({ handlers: flaky(9) }), chain([{}, { action: "flaky" }])).toEnd();
    expect(run.tasks["root/t1"]).toMatchObject({ status: "failed", attempt: 3 });
  });

  it("a delivery that fails is an event too", async () => {
    const tell = { action: undefined, type: "signal", signal: { name: "told" } };
    const world = new TestWorld({
      send: async () => {
        throw new Error("unreachable");
      },
    });
    const events = await new TestRun(world, chain([{}, tell])).events();
    expect(events).toMatchObject([{ path: "root/t0" }, { kind: "attempt_failed", path: "root/t1" }]);
  });
});

describe("what cannot be done in a unit is asked for again", () => {
  it("a handler that this worker does not have", async () => {
    const run = new TestRun(new TestWorld(), chain([{}, { action: "elsewhere" }]));
    const events = await run.events();
    expect(outline(events)).toStrictEqual(["task_ended root/t0 completed"]);
    run.calls.length = 0;
    run.propose(events);
    expect(await run.ask()).toMatchObject({ outcome: "blocked", code: "HANDLER_NOT_FOUND" });
  });

  it("a relaxed child of a parallel that does not join is a unit of its own", async () => {
    const fork = {
      action: undefined,
      type: "parallel",
      tasks: [
        {
          id: "a",
          type: "composite",
          tasks: [
            { id: "b", action: "echo" },
            { id: "c", action: "echo" },
          ],
        },
        { id: "w", type: "wait", duration: 1 },
      ],
    };
    const run = new TestRun(new TestWorld(), chain([fork, {}]));
    await run.step();
    expect(outline(await run.events("root/t0/a"))).toStrictEqual([
      "children_opened root/t0/a",
      "task_ended root/t0/a/b completed",
      "task_ended root/t0/a/c completed",
    ]);
  });
});

describe("a whole container joins the unit around it", () => {
  const pair = [
    { id: "a", action: "echo", with: 1 },
    { id: "b", action: "echo", with: 2 },
  ];
  const fork = { action: undefined, type: "parallel", tasks: pair };

  it("when every descendant is relaxed and not slow, none waits, and there are at most 50", async () => {
    expect(await firstUnit([{}, fork, {}])).toStrictEqual([
      "task_ended root/t0 completed",
      "children_opened root/t1",
      "task_ended root/t1/a completed",
      "task_ended root/t1/b completed",
      "task_ended root/t2 completed",
    ]);
  });

  it("its children run at once, as many as its window allows", async () => {
    const clock = new ScriptClock();
    let [open, most] = [0, 0];
    const work = async (): Promise<void> => {
      open += 1;
      most = Math.max(most, open);
      await clock.sleep(100);
      open -= 1;
    };
    const each = {
      action: undefined,
      type: "collection",
      items: "1..10",
      max_concurrency: 4,
      task: { action: "work" },
    };
    const run = new TestRun(new TestWorld({ clock, handlers: { work } }), chain([each, {}]));
    const asked = run.events();
    await clock.elapse(1_000);
    expect(outline(await asked)).toHaveLength(12);
    expect(most).toBe(4);
  });

  it("containers in it join too", async () => {
    const inner = {
      type: "collection",
      items: [1, 2],
      task: { type: "parallel", tasks: [{ id: "x", action: "echo" }] },
    };
    const outer = { ...fork, tasks: [...pair, { id: "c", ...inner }] };
    expect(await firstUnit([outer, {}])).toHaveLength(9);
  });

  const many = (count: number): object => ({
    action: undefined,
    type: "collection",
    items: `1..${count}`,
    task: { action: "echo" },
  });

  it.each([
    ["has more than 50 inside", many(51)],
    [
      "has more than 50 inside, at every depth",
      { ...many(26), task: { type: "parallel", tasks: [{ id: "x", action: "echo" }] } },
    ],
    ["has a strict task inside", { ...fork, tasks: [...pair, { id: "c", action: "echo", durability: "strict" }] }],
    ["has a task inside that waits", { ...fork, tasks: [...pair, { id: "c", type: "wait", duration: 1 }] }],
    ["has a delay inside", { ...fork, tasks: [...pair, { id: "c", action: "echo", delay: 1 }] }],
    ["has a slow handler inside", { ...fork, tasks: [...pair, { id: "c", action: "slow" }] }],
    ["has a slow task inside", { ...fork, tasks: [...pair, { id: "c", action: "echo", timeout: "6s" }] }],
    ["may have to cancel its losers", { ...fork, strategy: "race" }],
    ["has a `timeout`, which the driver watches", { ...fork, timeout: "10s" }],
  ])("not one that %s", async (_, container) => {
    expect(await firstUnit([{}, container, {}], { slow: { slow: true, run: () => 1 } })).toStrictEqual([
      "task_ended root/t0 completed",
      "children_opened root/t1",
    ]);
  });

  it("not a strict call's", async () => {
    const run = new TestRun(new TestWorld(), chain([{}, fork], {}));
    expect(await run.events()).toHaveLength(2);
  });

  it("50 join", async () => {
    expect(await firstUnit([many(50), {}])).toHaveLength(52);
  });

  it("a failed attempt of a child leaves that child to the driver; the others go on, and so does the run", async () => {
    let failed = false;
    const flaky = (): string => {
      if (failed) return "at last";
      failed = true;
      throw new Error("not yet");
    };
    const tasks = [{ id: "x", action: "flaky" }, ...pair];
    const run = new TestRun(new TestWorld({ handlers: { flaky } }), chain([{ ...fork, tasks }, {}]));
    const events = await run.events();
    expect(outline(events)).toStrictEqual([
      "children_opened root/t0",
      "attempt_failed root/t0/x",
      "task_ended root/t0/a completed",
      "task_ended root/t0/b completed",
    ]);
    run.calls.length = 0;
    run.propose(events);
    await run.toEnd();
    expect([run.dropped, run.output]).toStrictEqual([0, { t0: { x: "at last", a: 1, b: 2 }, t1: null }]);
  });

  it("a last attempt that fails goes on to what follows from it", async () => {
    const definition = compile({
      ...RELAXED,
      tasks: [
        { id: "work", action: "fail", retry: { maximum_attempts: 1 }, on_error: { next: "save" } },
        { id: "save", action: "echo", with: "{{ error.message }}" },
      ],
    });
    const fail = (): never => {
      throw new Error("no");
    };
    const run = await new TestRun(new TestWorld({ handlers: { fail } }), definition).toEnd();
    expect([run.made, run.output]).toStrictEqual([1, { save: "no" }]);
  });
});

describe("a clock that the driver has to start", () => {
  it.each([
    [
      "`timeout` of a container",
      { action: undefined, type: "composite", timeout: "1s", tasks: [{ id: "a", action: "echo" }] },
    ],
    ["`total_timeout` of a task", { total_timeout: "1s" }],
  ])("is started before the handler is: the unit ends (%s)", async (_, task) => {
    const unit = await firstUnit([{}, task, {}]);
    expect(unit.filter((line) => line.startsWith("task_ended"))).toStrictEqual(["task_ended root/t0 completed"]);
  });

  it("ends with the container that it is for: what follows is of the unit again", async () => {
    const steps = {
      action: undefined,
      type: "composite",
      timeout: "1s",
      tasks: [{ id: "a", type: "aggregate", outputs: {} }],
    };
    expect(await firstUnit([{}, steps, {}])).toHaveLength(4);
  });
});
