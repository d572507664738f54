import { describe, expect, it } from "vitest";
import type { HandlerContext, JsonValue, ProposalEvent } from "@taskloom/interfaces";
import { NonRetryableError, TaskError, TaskloomError } from "@taskloom/shared";
import type { FailedAttempt } from "./index.js";
import { ScriptClock, settle } from "./script-clock.fixture.js";
import { TestRun } from "./test-run.fixture.js";
import { compile, TestWorld, type HandlerMap } from "./test-world.fixture.js";

const WORK = { id: "work", action: "work" };

function startWork(work: HandlerMap[string], task: object = {}, clock = new ScriptClock()): TestRun {
  return new TestRun(new TestWorld({ clock, handlers: { work } }), compile({ tasks: [{ ...WORK, ...task }] }));
}

/** What one attempt of the handler brings. */
async function attempt(work: HandlerMap[string], task: object = {}): Promise<ProposalEvent | undefined> {
  const [event] = await startWork(work, task).events();
  return event;
}

/** How one attempt of the handler fails. */
async function failureOf(work: HandlerMap[string], task: object = {}): Promise<FailedAttempt> {
  return (await startWork(work, task).failure()).failure;
}

function throwing(thrown: unknown): () => never {
  return () => {
    // oxlint-disable-next-line typescript/only-throw-error -- handlers in JavaScript throw anything
    throw thrown;
  };
}

describe("what a handler returns", () => {
  it.each([
    ["text", "text"],
    ["a number", 1.5],
    ["negative zero, which JSON does not know", -0],
    ["undefined", undefined],
    ["null", null],
    ["keys without a value", { a: undefined, b: 1 }],
    ["a list with holes", [1, undefined, 3]],
    ["an object without prototype", Object.assign(Object.create(null) as object, { a: 1 })],
    ["a key named __proto__", JSON.parse('{"__proto__":{"polluted":true}}')],
  ])("%s becomes the same as through JSON", async (_, returned) => {
    const text = JSON.stringify(returned) ?? "null";
    const event = await attempt(() => returned);
    expect(event).toMatchObject({ status: "completed" });
    expect(event).toHaveProperty("output.value", JSON.parse(text));
  });

  const cycle: Record<string, unknown> = {};
  cycle["again"] = { cycle };

  const nameless = Object.create({ constructor: 1 }) as object;

  it.each([
    ["a function", () => 1, "output"],
    ["a symbol", { s: Symbol("s") }, "output.s"],
    ["a BigInt", [{ n: 1n }], "output[0].n"],
    ["NaN", { n: Number.NaN }, "output.n"],
    ["Infinity", { n: [1, Number.POSITIVE_INFINITY] }, "output.n[1]"],
    ["a Date", { at: new Date(0) }, "output.at"],
    ["a Map", new Map(), "output"],
    ["a Set", { s: new Set() }, "output.s"],
    ["an instance of a class", { e: new Error("x") }, "output.e"],
    ["a promise inside", { p: Promise.resolve(1) }, "output.p"],
    ["an instance without a constructor", Object.create(nameless) as object, "output"],
  ])("%s is OUTPUT_NOT_JSON, naming the place, and is not tried again", async (_, returned, place) => {
    expect(await failureOf(() => returned)).toMatchObject({
      error: { code: "OUTPUT_NOT_JSON", details: { place }, task: "root/work" },
      retryable: false,
    });
  });

  it("a cycle is OUTPUT_NOT_JSON", async () => {
    expect(await failureOf(() => cycle)).toMatchObject({ error: { code: "OUTPUT_NOT_JSON" } });
  });

  it("50 MB are kept, as a blob", async () => {
    const run = startWork(() => "x".repeat(50 * 1024 * 1024 - 2));
    run.world.ports.blobs.put = async (runId, value) => {
      return { run: runId, sha256: "", bytes: JSON.stringify(value).length, preview: "" };
    };
    expect(await run.events()).toMatchObject([{ status: "completed", output: { blob: { bytes: 50 * 1024 * 1024 } } }]);
  });

  it.each([
    ["a text", "x".repeat(50 * 1024 * 1024 - 1)],
    ["a list longer than memory", Array(2 ** 32 - 1)],
    ["many long keys", Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`${n}${"k".repeat(1024 * 1024)}`, n]))],
  ])("more than 50 MB is PAYLOAD_TOO_LARGE, and is not tried again: %s", async (_, returned) => {
    expect(await failureOf(() => returned)).toMatchObject({ error: { code: "PAYLOAD_TOO_LARGE" }, retryable: false });
  });

  it("`{ error: … }` and `{ success: false }` are ordinary output", async () => {
    const output = { success: false, error: "none" };
    expect(await attempt(() => output)).toMatchObject({ status: "completed", output: { value: output } });
  });

  it("a getter that throws fails the attempt", async () => {
    const trap = {
      get value() {
        throw new TypeError("no value");
      },
    };
    expect(await failureOf(() => trap)).toMatchObject({ error: { code: "HANDLER_FAILED", type: "TypeError" } });
  });

  it("a thenable of the handler's own is waited for", async () => {
    // oxlint-disable-next-line unicorn/no-thenable -- handlers in JavaScript return anything
    const thenable = { then: (resolve: (value: number) => void) => resolve(5) };
    expect(await attempt(() => thenable)).toMatchObject({ output: { value: 5 } });
  });

  it("an output that does not fit its schema is OUTPUT_INVALID, not tried again", async () => {
    const failed = await failureOf(() => 1, { output_schema: { type: "string" } });
    expect(failed).toMatchObject({ error: { code: "OUTPUT_INVALID" }, retryable: false });
  });

  it("`outputs` that fail are OUTPUTS_FAILED, not tried again", async () => {
    const failed = await failureOf(() => ({}), { outputs: { n: "{{ output.n }}" } });
    expect(failed).toMatchObject({ error: { code: "OUTPUTS_FAILED" }, retryable: false });
  });
});

describe("what a handler throws", () => {
  class CardDeclined extends Error {
    override readonly name = "CardDeclined";
  }

  it.each([
    ["an error", new CardDeclined("no funds"), { type: "CardDeclined", message: "no funds", details: null }],
    ["an error without a message", new RangeError(""), { type: "RangeError", message: "RangeError" }],
    [
      "a TaskError",
      new TaskError("m", { type: "T", details: { a: 1 } }),
      { type: "T", message: "m", details: { a: 1 } },
    ],
    ["details that are not JSON", new TaskError("m", { details: new Map() as never }), { details: null }],
    ["a text", "just text", { type: "Error", message: "just text" }],
    ["an empty text", "", { type: "Error" }],
    ["undefined", undefined, { type: "Error" }],
    ["null", null, { type: "Error" }],
    ["a number", 5, { type: "Error" }],
    ["a BigInt", 5n, { type: "Error" }],
    ["a symbol", Symbol("s"), { type: "Error" }],
    ["a function", () => 1, { type: "Error" }],
    ["an object", { reason: "x" }, { type: "Error" }],
    [
      "an object whose properties are of other types",
      { message: 1, type: {}, code: [], retryable: "no" },
      { type: "Error" },
    ],
    ["an error of another library with a code", Object.assign(new Error("m"), { code: "EACCES" }), { message: "m" }],
  ])("%s is HANDLER_FAILED, and may be tried again", async (_, thrown, error) => {
    expect(await failureOf(throwing(thrown))).toMatchObject({
      error: { code: "HANDLER_FAILED", task: "root/work", message: expect.any(String) as string, ...error },
      retryable: true,
    });
  });

  const trap = new Proxy(new Error("x"), {
    get: () => {
      throw new Error("a getter that throws");
    },
    has: () => {
      throw new Error("a trap that throws");
    },
  });

  it("an error with getters that throw is HANDLER_FAILED", async () => {
    expect(await failureOf(throwing(trap))).toMatchObject({ error: { code: "HANDLER_FAILED", type: "Error" } });
  });

  it("a rejected promise fails like a throw", async () => {
    expect(await failureOf(async () => Promise.reject(new CardDeclined("later")))).toMatchObject({
      error: { code: "HANDLER_FAILED", type: "CardDeclined", message: "later" },
    });
  });

  it("a NonRetryableError is not tried again", async () => {
    const failed = await failureOf(throwing(new NonRetryableError("never", { details: { a: 1 } })));
    expect(failed).toMatchObject({
      error: { code: "HANDLER_FAILED", type: "NonRetryableError", details: { a: 1 } },
      retryable: false,
    });
  });

  it("an error of ours keeps its code, and its word on trying again", async () => {
    const failed = await failureOf(throwing(new TaskloomError("HTTP_FAILED", "503", { details: { status: 503 } })));
    expect(failed).toMatchObject({ error: { code: "HTTP_FAILED", details: { status: 503 } }, retryable: true });
  });

  it("a message of any length is cut, and large details are shown by their beginning", async () => {
    const failed = await failureOf(throwing(new TaskError("m".repeat(1e6), { details: "d".repeat(1e6) })));
    expect(failed.error.message.length).toBeLessThan(11_000);
    expect(failed.error.details).toMatchObject({ length: 1_000_002 });
    expect(JSON.stringify(failed).length).toBeLessThan(20_000);
  });
});

describe("values are the handler's own", () => {
  it("a handler that changes what it is given changes nothing of the run or its definition", async () => {
    const world = new TestWorld({
      handlers: {
        spoil: (input, context) => {
          for (const value of [input, context.env, context.labels, context.lastHeartbeat]) {
            if (typeof value === "object" && value !== null) Object.assign(value, { spoilt: true });
          }
          return null;
        },
      },
    });
    const definition = compile({
      env: { REGION: "eu" },
      tasks: [
        { id: "work", action: "spoil", with: { fixed: 1 }, on_success: { next: "again" } },
        { id: "again", action: "spoil", with: "{{ workflow.input }}", on_success: { next: "show" } },
        {
          id: "show",
          type: "aggregate",
          outputs: { input: "{{ workflow.input }}", env: "{{ env }}", labels: "{{ workflow.labels }}" },
        },
      ],
    });
    const before = JSON.stringify(definition);
    const run = new TestRun(world, definition, { input: { a: 1 }, labels: { team: "x" } });
    run.fold({ kind: "attempt_memo", path: "root/work", call: 1, memo: { seen: 1 } });
    await run.toEnd();
    expect(run.output).toMatchObject({
      show: { input: { a: 1 }, env: { REGION: "eu" }, labels: { team: "x" } },
    });
    expect(JSON.stringify(definition)).toBe(before);
  });

  it("what a handler changes of its output afterwards does not reach the run", async () => {
    const kept: JsonValue[] = [1];
    const run = startWork(() => kept);
    const events = await run.events();
    kept.push(2);
    expect(events).toMatchObject([{ output: { value: [1] } }]);
  });
});

describe("what a handler is told", () => {
  it("run, workflow, path, attempt, labels, env and the idempotency key", async () => {
    let seen: Partial<HandlerContext> = {};
    const world = new TestWorld({
      handlers: {
        work: (_, context) => {
          const { runId, workflow, taskPath, attempt, labels, env, idempotencyKey, lastHeartbeat } = context;
          seen = { runId, workflow, taskPath, attempt, labels, env, idempotencyKey, lastHeartbeat };
        },
      },
    });
    const definition = compile({ env: { A: 1, B: 1 }, tasks: [{ ...WORK, env: { B: 2 } }] });
    await new TestRun(world, definition, { labels: { team: "shop" } }).step();
    expect(seen).toStrictEqual({
      runId: "run-1",
      workflow: "flow",
      taskPath: "root/work",
      attempt: 1,
      labels: { team: "shop" },
      env: { A: 1, B: 2 },
      idempotencyKey: "run-1:root/work",
      lastHeartbeat: null,
    });
  });

  it("the idempotency key is equal over attempts and different between passes", async () => {
    const keys: string[] = [];
    const world = new TestWorld({
      handlers: {
        work: (_, { idempotencyKey, attempt }) => {
          keys.push(idempotencyKey);
          if (attempt === 1) throw new Error("first");
        },
      },
    });
    const definition = compile({
      tasks: [
        { ...WORK, on_success: { next: "again" } },
        {
          id: "again",
          type: "router",
          condition: "has(tasks.once)",
          routes: { true: "end" },
          default: "once",
        },
        { id: "once", type: "aggregate", outputs: {}, on_success: { next: "work" } },
        { id: "end", type: "aggregate", outputs: {} },
      ],
    });
    await new TestRun(world, definition).toEnd();
    expect(keys).toStrictEqual(["run-1:root/work", "run-1:root/work", "run-1:root/work#2", "run-1:root/work#2"]);
  });
});

describe("timeouts", () => {
  it("an attempt that takes longer than `timeout` is TASK_TIMEOUT, retryable, and its handler is told", async () => {
    const clock = new ScriptClock();
    let reason: unknown;
    const run = startWork(
      async (_, { signal }) => {
        signal.addEventListener("abort", () => {
          reason = signal.reason;
        });
        return new Promise(() => undefined);
      },
      { timeout: 100 },
      clock,
    );
    const failing = run.failure();
    await clock.elapse(100);
    expect((await failing).failure).toMatchObject({
      error: { code: "TASK_TIMEOUT", type: "TASK_TIMEOUT" },
      retryable: true,
    });
    expect(reason).toBeInstanceOf(Error);
    expect(clock.running).toBe(0);
  });

  it("the task is `timed_out` after its last attempt", async () => {
    const clock = new ScriptClock();
    const run = startWork(async () => clock.sleep(1e9), { timeout: 100, retry: { maximum_attempts: 1 } }, clock);
    const stepping = run.step();
    await clock.elapse(100);
    await stepping;
    expect(run.tasks["root/work"]).toMatchObject({ status: "timed_out", error: { code: "TASK_TIMEOUT" } });
  });

  it("a handler that returns in time leaves no timer behind", async () => {
    const clock = new ScriptClock();
    const run = startWork(async () => clock.sleep(50), { timeout: 100, heartbeat_timeout: 80 }, clock);
    const asked = run.events();
    await clock.elapse(50);
    expect(await asked).toMatchObject([{ status: "completed" }]);
    expect(clock.running).toBe(0);
  });

  it("a result after the time-out is heard by nobody, a rejection too", async () => {
    const clock = new ScriptClock();
    const run = startWork(
      async () => {
        await clock.sleep(200);
        throw new Error("late");
      },
      { timeout: 100 },
      clock,
    );
    const failing = run.failure();
    await clock.elapse(100);
    expect((await failing).failure.error.code).toBe("TASK_TIMEOUT");
    await clock.elapse(1_000);
  });

  it("what a handler returns after the time-out is in the run's log, with path and attempt", async () => {
    const clock = new ScriptClock();
    const run = startWork(
      async () => {
        await clock.sleep(200);
        return { charged: true };
      },
      { timeout: 100, retry: { maximum_attempts: 1 } },
      clock,
    );
    const failing = run.failure();
    await clock.elapse(100);
    await failing;
    expect(await run.world.lines()).toStrictEqual([]);
    await clock.elapse(100);
    const data = { code: "ILLEGAL_TRANSITION", status: "completed", preview: '{"charged":true}' };
    expect(await run.world.lines()).toMatchObject([{ path: "root/work", attempt: 1, level: "debug", data }]);
  });

  it("a handler that asks for its signal after the time-out finds it aborted", async () => {
    const clock = new ScriptClock();
    let context: HandlerContext | undefined;
    const run = startWork(
      async (_, given) => {
        context = given;
        return clock.sleep(1e9);
      },
      { timeout: 100 },
      clock,
    );
    const failing = run.failure();
    await clock.elapse(100);
    await failing;
    expect(context?.signal.aborted).toBe(true);
  });

  it("a handler that is over is not told any more", async () => {
    const host = new AbortController();
    const signals: AbortSignal[] = [];
    const run = startWork((_, { signal }) => signals.push(signal));
    await run.events(undefined, { host: { signal: host.signal } });
    host.abort();
    expect(signals.map(({ aborted }) => aborted)).toStrictEqual([false]);
  });
});

describe("cancellation", () => {
  /** A handler under way, and the host's way to tell it to stop. */
  function start(
    work: HandlerMap[string],
    task: object = {},
    clock = new ScriptClock(),
  ): {
    readonly failing: Promise<{ readonly failure: FailedAttempt }>;
    readonly clock: ScriptClock;
    readonly cancel: () => void;
  } {
    const controller = new AbortController();
    const run = startWork(work, task, clock);
    const failing = run.failure(undefined, { host: { signal: controller.signal } });
    return { failing, clock, cancel: () => controller.abort() };
  }

  it("waits for the handler to settle: it may have to clean up", async () => {
    const clock = new ScriptClock();
    const steps: string[] = [];
    const { failing, cancel } = start(
      async (_, { signal }) => {
        await new Promise<void>((resolve) => {
          signal.addEventListener("abort", () => resolve());
        });
        steps.push("told");
        await clock.sleep(500);
        steps.push("cleaned up");
        throw new Error("stopped");
      },
      {},
      clock,
    );
    await settle();
    cancel();
    const { failure } = await Promise.all([failing, clock.elapse(500)]).then(([error]) => error);
    expect(steps).toStrictEqual(["told", "cleaned up"]);
    expect(failure).toMatchObject({ error: { code: "ATTEMPT_CANCELED" }, retryable: false });
  });

  it("whatever a handler throws after its abort, the attempt was cancelled", async () => {
    const { failing, cancel } = start(async (_, { signal }) => {
      await new Promise<void>((resolve) => {
        signal.addEventListener("abort", () => resolve());
      });
      signal.throwIfAborted();
    });
    await settle();
    cancel();
    expect((await failing).failure.error.code).toBe("ATTEMPT_CANCELED");
  });

  it("a handler that ends well in spite of it has ended well: the driver decides what that is worth", async () => {
    const clock = new ScriptClock();
    const controller = new AbortController();
    const run = startWork(
      async () => {
        await clock.sleep(100);
        return "done";
      },
      {},
      clock,
    );
    const asked = run.events(undefined, { host: { signal: controller.signal } });
    await settle();
    controller.abort();
    await clock.elapse(100);
    expect(await asked).toMatchObject([{ status: "completed", output: { value: "done" } }]);
  });

  it("a handler that ignores its abort and never settles is waited for until its time-out", async () => {
    const { failing, cancel, clock } = start(async () => new Promise(() => undefined), { timeout: 1_000 });
    await settle();
    cancel();
    await clock.elapse(1_000);
    expect((await failing).failure.error.code).toBe("ATTEMPT_CANCELED");
    expect(clock.running).toBe(0);
  });

  it("a handler whose result is no longer wanted is not started", async () => {
    let started = 0;
    const run = startWork(() => {
      started += 1;
    });
    const { failure } = await run.failure(undefined, { host: { signal: AbortSignal.abort() } });
    expect(failure).toMatchObject({ error: { code: "ATTEMPT_CANCELED" } });
    expect(started).toBe(0);
  });
});

describe("heartbeats", () => {
  it("what an attempt left with `heartbeat(details)` the next one finds in `lastHeartbeat`", async () => {
    const found: JsonValue[] = [];
    const run = startWork(
      (_, { attempt, lastHeartbeat, heartbeat }) => {
        found.push(lastHeartbeat);
        heartbeat({ done: attempt });
        if (attempt < 3) throw new Error("again");
      },
      { retry: { initial_interval: 1 } },
    );
    await run.toEnd();
    expect(found).toStrictEqual([null, { done: 1 }, { done: 2 }]);
  });

  it("a heartbeat needs no details", async () => {
    const memos: JsonValue[] = [];
    const run = startWork((_, { heartbeat }) => heartbeat());
    await run.events(undefined, { host: { heartbeat: (memo) => memos.push(memo) } });
    expect(memos).toStrictEqual([null]);
  });

  it("a handler that does not call within `heartbeat_timeout` is HEARTBEAT_TIMEOUT, retryable", async () => {
    const clock = new ScriptClock();
    const run = startWork(async () => new Promise(() => undefined), { heartbeat_timeout: 100 }, clock);
    const failing = run.failure();
    await clock.elapse(100);
    expect((await failing).failure).toMatchObject({ error: { code: "HEARTBEAT_TIMEOUT" }, retryable: true });
    expect(clock.running).toBe(0);
  });

  it("one that calls often enough goes on", async () => {
    const clock = new ScriptClock();
    const run = startWork(
      async (_, { heartbeat }) => {
        for (let beat = 0; beat < 5; beat += 1) {
          await clock.sleep(80);
          heartbeat();
        }
        return "alive";
      },
      { heartbeat_timeout: 100 },
      clock,
    );
    const asked = run.events();
    await clock.elapse(400);
    expect(await asked).toMatchObject([{ output: { value: "alive" } }]);
  });

  it("a handler that was told to stop, and says that it is alive, has time to clean up", async () => {
    const clock = new ScriptClock();
    const controller = new AbortController();
    const run = startWork(
      async (_, { heartbeat }) => {
        for (let beat = 0; beat < 5; beat += 1) {
          await clock.sleep(80);
          heartbeat();
        }
        return "clean";
      },
      { heartbeat_timeout: 100 },
      clock,
    );
    const asked = run.events(undefined, { host: { signal: controller.signal } });
    await settle();
    controller.abort();
    await clock.elapse(400);
    expect(await asked).toMatchObject([{ output: { value: "clean" } }]);
  });

  it("one that is called after the end is not heard, and starts no timer", async () => {
    const clock = new ScriptClock();
    const memos: JsonValue[] = [];
    let late: HandlerContext["heartbeat"] = () => undefined;
    const run = startWork(
      (_, { heartbeat }) => {
        late = heartbeat;
      },
      { heartbeat_timeout: 100 },
      clock,
    );
    await run.events(undefined, { host: { heartbeat: (memo) => memos.push(memo) } });
    late("too late");
    expect(memos).toStrictEqual([]);
    expect(clock.running).toBe(0);
  });

  it("details that are not JSON fail the handler, naming the place", async () => {
    const failed = await failureOf((_, { heartbeat }) => heartbeat({ at: new Date() } as never));
    expect(failed).toMatchObject({ error: { code: "OUTPUT_NOT_JSON", details: { place: "heartbeat.at" } } });
  });

  it("details that are changed afterwards stay as they were", async () => {
    const memos: JsonValue[] = [];
    const run = startWork((_, { heartbeat }) => {
      const details = { done: 1 };
      heartbeat(details);
      details.done = 2;
    });
    await run.events(undefined, { host: { heartbeat: (memo) => memos.push(memo) } });
    expect(memos).toStrictEqual([{ done: 1 }]);
  });
});

describe("log lines and progress", () => {
  it("are written at the place of the task, with its attempt", async () => {
    const run = startWork((_, { log, progress }) => {
      log.debug("one");
      log.info("two", { n: 1 });
      log.warn("three");
      log.error("four");
      progress({ fraction: 0.5 });
      progress({ note: "half", fraction: 0.5, data: { left: 3 } });
    });
    const at = run.world.clock.now();
    await run.step();
    const place = { at, path: "root/work", attempt: 1 };
    expect(await run.world.lines()).toStrictEqual([
      { ...place, seq: 1, level: "debug", message: "one" },
      { ...place, seq: 2, level: "info", message: "two", data: { n: 1 } },
      { ...place, seq: 3, level: "warn", message: "three" },
      { ...place, seq: 4, level: "error", message: "four" },
      { ...place, seq: 5, level: "info", message: "progress", data: { progress: { fraction: 0.5 } } },
      {
        ...place,
        seq: 6,
        level: "info",
        message: "half",
        data: { progress: { note: "half", fraction: 0.5, data: { left: 3 } } },
      },
    ]);
  });

  const cycle: Record<string, unknown> = {};
  cycle["again"] = cycle;

  it.each([
    ["an error", { error: new RangeError("x") }, { error: { type: "RangeError", message: "x" } }],
    ["a BigInt", { n: 5n }, { n: "5" }],
    ["a Date", { at: new Date(0) }, { at: "1970-01-01T00:00:00.000Z" }],
    ["a cycle", cycle, { unreadable: expect.any(String) as string }],
    ["a list", [1], { data: [1] }],
    ["null", null, { data: null }],
    ["a function", () => 1, { data: null }],
  ])("never fail a handler: data that is %s", async (_, data, shown) => {
    const run = startWork((_input, { log }) => log.info("line", data as never));
    await run.step();
    expect(run.tasks["root/work"]?.status).toBe("completed");
    expect(await run.world.lines()).toMatchObject([{ message: "line", data: shown }]);
  });

  it.each([
    ["an object", { a: 1 }, '{"a":1}'],
    ["an error", new Error("x"), '{"type":"Error","message":"x"}'],
    ["a number", 5, "5"],
  ])("never fail a handler: a message that is %s", async (_, message, shown) => {
    const run = startWork((_input, { log }) => log.info(message as never));
    await run.step();
    expect(await run.world.lines()).toMatchObject([{ message: shown }]);
  });

  it("a log that cannot be written fails nothing", async () => {
    const run = startWork((_, { log }) => log.info("lost"));
    run.world.ports.log.append = async () => Promise.reject(new Error("the log is down"));
    await run.step();
    expect(run.state.status).toBe("completed");
  });
});
