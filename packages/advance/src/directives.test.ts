import { describe, expect, it } from "vitest";
import type { ChildrenDirective, Directive, StepEffects, TaskOrchestrator } from "@taskloom/interfaces";
import { createType, type CustomConfig } from "./custom-type.fixture.js";
import { outline, TestRun } from "./test-run.fixture.js";
import { compile, TASK_TYPES, TestWorld, type HandlerMap } from "./test-world.fixture.js";

/** A run of one task of a type that answers as the test says, after which a sum may follow. */
function start(
  parts: Partial<TaskOrchestrator<CustomConfig>>,
  task: object = {},
  effects: StepEffects = "none",
  handlers: HandlerMap = {},
): TestRun {
  const taskTypes = [...TASK_TYPES, createType("custom", effects, parts)];
  const world = new TestWorld({ taskTypes, handlers });
  return new TestRun(world, compile({ tasks: [{ id: "it", type: "custom", ...task }] }, taskTypes));
}

function always(directive: Directive): Pick<TaskOrchestrator, "prepareExecution"> {
  return { prepareExecution: async () => directive };
}

const ERROR = { code: "NO_ROUTE", type: "NO_ROUTE", message: "m", details: null, task: null };

describe("a type from outside", () => {
  it("ends its task by any terminal status; an error without a task gets the task's path", async () => {
    const run = start(always({ kind: "done", status: "failed", error: ERROR }));
    expect(await run.events()).toMatchObject([{ status: "failed", error: { ...ERROR, task: "root/it" } }]);
  });

  it("an error that names a task keeps it", async () => {
    const run = start(always({ kind: "done", status: "failed", error: { ...ERROR, task: "root/other" } }));
    expect(await run.events()).toMatchObject([{ error: { task: "root/other" } }]);
  });

  it("that says it calls no handler, and asks for one, is a BUG: calls are cut by what it says", async () => {
    let started = 0;
    const run = start(always({ kind: "execute", action: "work", input: null }), {}, "none", {
      work: () => {
        started += 1;
      },
    });
    expect(await run.events()).toMatchObject([{ status: "failed", error: { code: "BUG", task: "root/it" } }]);
    expect(started).toBe(0);
  });

  it("that says who is to run its handler is OPTION_NOT_SUPPORTED: nobody else can yet", async () => {
    const directive = { kind: "execute", action: "echo", input: null, target: "elsewhere" } as const;
    const run = start(always(directive), {}, "handler");
    expect(await run.events()).toMatchObject([{ status: "failed", error: { code: "OPTION_NOT_SUPPORTED" } }]);
  });

  it("gives its handler what input it likes", async () => {
    const run = start(always({ kind: "execute", action: "echo", input: { own: true } }), {}, "handler");
    expect(await run.events()).toMatchObject([{ output: { value: { own: true } } }]);
  });

  it("decides that a handler's result is a failure: that is the end, no failed attempt", async () => {
    const decide: Partial<TaskOrchestrator> = {
      ...always({ kind: "execute", action: "echo", input: 1 }),
      handleResponse: async () => ({ kind: "done", status: "failed", error: ERROR }),
    };
    const run = start(decide, {}, "handler");
    expect(await run.events()).toMatchObject([{ kind: "task_ended", status: "failed", error: { code: "NO_ROUTE" } }]);
  });

  it("decides that a handler's failure is none", async () => {
    const decide: Partial<TaskOrchestrator> = {
      ...always({ kind: "execute", action: "fail", input: 1 }),
      handleResponse: async () => ({ kind: "done", status: "completed", output: "never mind" }),
    };
    const fail = (): never => {
      throw new Error("no");
    };
    const run = start(decide, {}, "handler", { fail });
    expect(await run.events()).toMatchObject([{ status: "completed", output: { value: "never mind" } }]);
  });

  it("passes a failure on without an error: it is the handler's", async () => {
    const decide: Partial<TaskOrchestrator> = {
      ...always({ kind: "execute", action: "fail", input: 1 }),
      handleResponse: async () => ({ kind: "done", status: "failed" }),
    };
    const fail = (): never => {
      throw new Error("no");
    };
    const { failure } = await start(decide, {}, "handler", { fail }).failure();
    expect(failure).toMatchObject({ error: { code: "HANDLER_FAILED", message: "no" }, retryable: true });
  });

  it.each([
    [
      "answers a result with more than the end",
      async (): Promise<Directive> => ({ kind: "wait", for: { untilMs: 1 }, ask: "never" }),
    ],
    [
      "throws what is no error of ours",
      async (): Promise<Directive> => {
        throw new RangeError("a fault in the task type");
      },
    ],
  ])(
    "whose orchestrator %s after a handler has failed the attempt with BUG, and is not tried again",
    async (_, handleResponse) => {
      const run = start({ ...always({ kind: "execute", action: "echo", input: 1 }), handleResponse }, {}, "handler");
      expect((await run.failure()).failure).toMatchObject({ error: { code: "BUG" }, retryable: false });
    },
  );

  it("that waits for a signal, and judges none, is a BUG", async () => {
    const wait = { kind: "wait", for: { signal: "go" }, ask: "each_signal" } as const;
    const type = { ...createType("custom", "wait", always(wait)), signals: () => ["go"] };
    const taskTypes = [...TASK_TYPES, type];
    const definition = compile({ tasks: [{ id: "it", type: "custom" }] }, taskTypes);
    const run = new TestRun(new TestWorld({ taskTypes }), definition);
    await run.step();
    run.fold({ kind: "signal_received", signal: { id: "s", name: "go", payload: null } });
    expect(await run.events()).toMatchObject([{ status: "failed", error: { code: "BUG" } }]);
  });
});

describe("`after_each`: asking is fused into the child's call", () => {
  const again: ChildrenDirective = {
    kind: "children",
    source: { children: [{ step: "again", id: "again" }] },
    window: 1,
    settle: { succeed: "all", cancelLosers: false, waitForLosers: false, order: "listed" },
    collect: "only",
    ask: "after_each",
  };

  /** Runs its child three times. */
  const repeat: Partial<TaskOrchestrator<CustomConfig>> = {
    prepareExecution: async () => again,
    handleResponse: async ({ identity, response }) => {
      const times = response.kind === "children" ? Number(response.output) : 0;
      return times < 3 ? again : { kind: "done", status: "completed", output: { id: identity.id, times } };
    },
  };

  it("so a loop of N handlers costs N calls and the one that opens it", async () => {
    let times = 0;
    const count = (): number => (times += 1);
    const run = start(repeat, { child: { id: "again", action: "count" } }, "none", { count });
    await run.toEnd();
    expect([run.made, run.output]).toStrictEqual([4, { it: { id: "it", times: 3 } }]);
  });

  it("also inside a parallel", async () => {
    let times = 0;
    const taskTypes = [...TASK_TYPES, createType("custom", "none", repeat)];
    const world = new TestWorld({ taskTypes, handlers: { count: () => (times += 1) } });
    const loop = { id: "it", type: "custom", child: { id: "again", action: "count" } };
    const definition = compile({ tasks: [{ id: "fork", type: "parallel", tasks: [loop] }] }, taskTypes);
    const run = new TestRun(world, definition);
    await run.step();
    await run.step();
    expect(outline(await run.events())).toStrictEqual([
      "task_ended root/fork/it/again completed",
      "children_opened root/fork/it",
    ]);
    await run.toEnd();
    expect(run.output).toStrictEqual({ fork: { it: { id: "it", times: 3 } } });
  });
});
