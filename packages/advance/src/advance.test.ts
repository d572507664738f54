import { describe, expect, it } from "vitest";
import { PROTOCOL_VERSION, type AdvanceResult } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";
import { createOrchestratorFactory } from "@taskloom/factory";
import { createDefinitions, orchestratorPath } from "./index.js";
import { TestRun } from "./test-run.fixture.js";
import { compile, TASK_TYPES, TestWorld } from "./test-world.fixture.js";

const ONE = compile({ tasks: [{ id: "work", action: "work", with: { n: 1 } }] });

/** An infrastructure that fails. */
async function down(): Promise<never> {
  throw new TaskloomError("STORE_UNAVAILABLE", "the store is down");
}

describe("a call throws only for a failed attempt of the step that it was asked for", () => {
  it("a handler's", async () => {
    const world = new TestWorld({
      handlers: {
        work: () => {
          throw new Error("card declined");
        },
      },
    });
    const { failure } = await new TestRun(world, ONE).failure();
    expect(failure).toStrictEqual({
      error: { code: "HANDLER_FAILED", type: "Error", message: "card declined", details: null, task: "root/work" },
      retryable: true,
      startedAt: world.clock.now(),
      input: { value: { n: 1 }, bytes: 7 },
    });
  });

  const tell = (more: object = {}): ReturnType<typeof compile> =>
    compile({ tasks: [{ id: "tell", type: "signal", signal: { name: "told" }, ...more }] });

  it.each([
    { thrown: new TaskloomError("STORE_UNAVAILABLE", "down"), code: "STORE_UNAVAILABLE", retryable: true },
    { thrown: new TaskloomError("RUN_NOT_FOUND", "no such run"), code: "RUN_NOT_FOUND", retryable: false },
    { thrown: new Error("a fault in the sender"), code: "BUG", retryable: false },
  ])("a signal task's delivery ($code)", async ({ thrown, code, retryable }) => {
    const world = new TestWorld({
      send: async () => {
        throw thrown;
      },
    });
    const { failure } = await new TestRun(world, tell()).failure();
    expect(failure).toMatchObject({ error: { code, task: "root/tell" }, retryable });
  });

  it("what is wrong with a signal before it is sent is no failed attempt", async () => {
    const world = new TestWorld();
    const run = new TestRun(world, tell({ if: "workflow.input.missing" }));
    expect(await run.events()).toMatchObject([
      { kind: "task_ended", status: "failed", error: { code: "EXPRESSION_MISSING" } },
    ]);
    expect(world.sent).toStrictEqual([]);
  });

  it("what is wrong after a signal was sent is one, and is not tried again", async () => {
    const run = new TestRun(new TestWorld(), tell({ outputs: { n: "{{ output.missing }}" } }));
    const { failure } = await run.failure();
    expect(failure).toMatchObject({ error: { code: "OUTPUTS_FAILED" }, retryable: false });
  });
});

describe("what happens before a handler starts is returned", () => {
  it("an unknown definition: the driver sends it, and the worker keeps it", async () => {
    const run = new TestRun(new TestWorld({ handlers: { work: () => 1 } }), ONE, { isKnown: false });
    expect(await run.ask()).toStrictEqual({ outcome: "store_miss", definition: true });
    expect(await run.ask(undefined, { request: { definition: ONE } })).toMatchObject({ outcome: "proposal" });
    expect(await run.ask()).toMatchObject({ outcome: "proposal" });
  });

  it("an unknown handler: blocked, listing near names", async () => {
    const world = new TestWorld({ handlers: { works: () => 1, other: () => 1 } });
    expect(await new TestRun(world, ONE).ask()).toMatchObject({
      outcome: "blocked",
      code: "HANDLER_NOT_FOUND",
      details: { action: "work", nearest: "works", known: ["echo", "works", "other"] },
    });
  });

  it("an unknown handler that is near to none names no nearest", async () => {
    expect(await new TestRun(new TestWorld(), ONE).ask()).toMatchObject({ details: { nearest: null } });
  });

  it("a task type that this worker does not have: blocked, another may have it", async () => {
    const [basic] = TASK_TYPES;
    const taskTypes = basic === undefined ? [] : [basic];
    const world = new TestWorld({ ports: { definitions: createDefinitions(taskTypes) } });
    const sum = compile({ tasks: [{ id: "sum", type: "aggregate", outputs: {} }] });
    const run = new TestRun(world, sum, { isKnown: false });
    const result = await run.ask(undefined, { request: { definition: sum } });
    expect(result).toMatchObject({ outcome: "blocked", code: "TASK_TYPE_UNKNOWN" });
  });

  it("a task type whose orchestrators this worker cannot make: blocked", async () => {
    const world = new TestWorld({ ports: { path: orchestratorPath(createOrchestratorFactory([])) } });
    expect(await new TestRun(world, ONE).ask()).toMatchObject({ outcome: "blocked", code: "TASK_TYPE_UNKNOWN" });
  });

  it("faults of the infrastructure are blocked: the store that children are written to", async () => {
    const items = Array.from({ length: 200 }, (_, index) => index);
    const definition = compile({ tasks: [{ id: "each", type: "collection", items, task: { action: "echo" } }] });
    const world = new TestWorld();
    world.ports.store.storeMany = down;
    expect(await new TestRun(world, definition).ask()).toStrictEqual({
      outcome: "blocked",
      code: "STORE_UNAVAILABLE",
      message: "the store is down",
      details: null,
    });
  });

  it("faults of the infrastructure are blocked: the blobs that a large input is written to", async () => {
    const definition = compile({ tasks: [{ id: "work", action: "echo", with: "x".repeat(5_000) }] });
    const world = new TestWorld();
    world.ports.blobs.put = down;
    expect(await new TestRun(world, definition).ask()).toMatchObject({ outcome: "blocked", code: "STORE_UNAVAILABLE" });
  });

  it.each([
    { what: "an `if` that is neither true nor false", more: { if: "1" }, code: "EXPRESSION_FAILED" },
    { what: "a template of `with`", more: { with: "{{ workflow.input.none }}" }, code: "EXPRESSION_MISSING" },
    { what: "an input that does not fit", more: { input_schema: { type: "string" } }, code: "INPUT_INVALID" },
    { what: "a missing secret", more: { with: "{{ secrets.NONE }}" }, code: "SECRET_MISSING" },
  ])("faults of the definition fail the task with their code: $what", async ({ more, code }) => {
    const run = new TestRun(new TestWorld(), compile({ tasks: [{ id: "work", action: "echo", with: 1, ...more }] }));
    expect(await run.events()).toMatchObject([
      { kind: "task_ended", path: "root/work", status: "failed", error: { code, task: "root/work" } },
    ]);
  });

  it("`on_error` can catch faults of the definition", async () => {
    const definition = compile({
      tasks: [
        { id: "work", action: "echo", with: "{{ workflow.input.none }}", on_error: { next: "save" } },
        { id: "save", type: "aggregate", outputs: { code: "{{ error.code }}" } },
      ],
    });
    const run = await new TestRun(new TestWorld(), definition).toEnd();
    expect(run.output).toStrictEqual({ save: { code: "EXPRESSION_MISSING" } });
  });

  it("in the workflow's own `outputs` they fail the run", async () => {
    const definition = compile({ tasks: [{ id: "a", action: "echo" }], outputs: { n: "{{ tasks.a.output.none }}" } });
    const run = await new TestRun(new TestWorld(), definition).toEnd();
    expect(run.state).toMatchObject({ status: "failed", error: { code: "OUTPUTS_FAILED", task: null } });
  });

  it("the input that was rendered already goes with the fault", async () => {
    const definition = compile({ tasks: [{ id: "go", type: "router", with: { n: 1 }, condition: "'a'", routes: {} }] });
    expect(await new TestRun(new TestWorld(), definition).events()).toMatchObject([
      { error: { code: "NO_ROUTE" }, input: { value: { n: 1 } } },
    ]);
  });

  it("a request for a call that its slice does not have is a BUG: nothing is done", async () => {
    const run = new TestRun(new TestWorld({ handlers: { work: () => 1 } }), ONE);
    const { slice } = run.request(run.next());
    const result = await run.ask(undefined, { request: { slice: { ...slice, tasks: {} } } });
    expect(result).toMatchObject({ outcome: "blocked", code: "BUG" });
  });
});

describe("an orchestrator that throws what is no error of ours", () => {
  const broken = TASK_TYPES.map((type) => ({
    ...type,
    create: (context: Parameters<typeof type.create>[0]) => ({
      ...type.create(context),
      prepareExecution: () => {
        throw new RangeError("a fault in the task type");
      },
    }),
  }));

  it("ends its task with BUG", async () => {
    const run = new TestRun(new TestWorld({ taskTypes: broken }), ONE);
    expect(await run.events()).toMatchObject([{ status: "failed", error: { code: "BUG", task: "root/work" } }]);
  });
});

describe("versions", () => {
  const ask = async (protocol: number): Promise<AdvanceResult> =>
    new TestRun(new TestWorld({ handlers: { work: () => 1 } }), ONE).ask(undefined, { request: { protocol } });

  it("a worker serves its own version", async () => {
    expect(await ask(PROTOCOL_VERSION)).toMatchObject({ outcome: "proposal" });
  });

  it.each([PROTOCOL_VERSION + 1, PROTOCOL_VERSION - 2, 0])(
    "one that it cannot serve is PROTOCOL_UNSUPPORTED (%i)",
    async (protocol) => {
      expect(await ask(protocol)).toMatchObject({ outcome: "blocked", code: "PROTOCOL_UNSUPPORTED" });
    },
  );
});

describe("attempts", () => {
  it("the host counts them: a call that is repeated by another activity goes on counting, with its memo", async () => {
    const world = new TestWorld({
      handlers: { work: (_, { attempt, lastHeartbeat }) => ({ attempt, lastHeartbeat }) },
    });
    const run = new TestRun(world, ONE);
    const events = await run.events(undefined, { host: { attempt: 7, attemptMemo: { done: 3 } } });
    expect(events).toMatchObject([{ attempt: 7, output: { value: { attempt: 7, lastHeartbeat: { done: 3 } } } }]);
  });

  it("a step that makes no attempt says 0, whatever the host counts", async () => {
    const run = new TestRun(new TestWorld(), compile({ tasks: [{ id: "sum", type: "aggregate", outputs: {} }] }));
    expect(await run.events(undefined, { host: { attempt: 3 } })).toMatchObject([{ attempt: 0 }]);
  });

  it("a call that only evaluates `if` before a delay makes none", async () => {
    const work = { id: "work", action: "echo", if: "false", delay: 10 };
    const run = new TestRun(new TestWorld(), compile({ tasks: [work] }));
    expect(await run.events()).toMatchObject([{ status: "skipped", attempt: 0 }]);
  });
});

describe("the rendered input", () => {
  it("comes back in the task's first event, and not again in the next attempts", async () => {
    let attempts = 0;
    const world = new TestWorld({
      handlers: {
        work: () => {
          attempts += 1;
          if (attempts < 4) throw new Error("not yet");
          return attempts;
        },
      },
    });
    const run = new TestRun(world, ONE);
    await run.step();
    expect(run.state.tasks["root/work"]?.input).toStrictEqual({ value: { n: 1 }, bytes: 7 });
    run.fold({ kind: "timer_fired", timer: "retry:root/work" });
    const { failure } = await run.failure();
    expect(failure.input).toBeUndefined();
    await run.toEnd();
    expect(run.tasks["root/work"]).toMatchObject({ input: { value: { n: 1 } }, output: { value: 4 } });
  });

  it("has no key where it is null", async () => {
    const run = new TestRun(new TestWorld(), compile({ tasks: [{ id: "work", action: "echo" }] }));
    expect((await run.events())[0]).not.toHaveProperty("input");
  });
});
