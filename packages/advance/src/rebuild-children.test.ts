import { describe, expect, it } from "vitest";
import type { CompiledDefinition, JsonValue, TaskStore } from "@taskloom/interfaces";
import { createMemoryStore, TaskloomError } from "@taskloom/shared";
import { createAdvance } from "./index.js";
import { ScriptClock } from "./script-clock.fixture.js";
import { outline, TestRun } from "./test-run.fixture.js";
import { compile, TestWorld, type HandlerMap } from "./test-world.fixture.js";

const MANY = Array.from({ length: 120 }, (_, index) => ({ n: index, name: `item-${index}` }));

/** A collection of more items than travel, made by a task before it. */
function collect(
  more: object = {},
  task: object = { id: "x-{{ item.name }}", action: "echo", with: "{{ item.n }}" },
): CompiledDefinition {
  return compile({
    tasks: [
      { id: "make", action: "make", on_success: { next: "each" } },
      { id: "each", type: "collection", items: "{{ tasks.make.output }}", task, ...more },
    ],
  });
}

const make: HandlerMap = { make: () => MANY };

async function opened(definition: CompiledDefinition, world = new TestWorld({ handlers: make })): Promise<TestRun> {
  const run = new TestRun(world, definition);
  await run.step();
  expect(run.tasks["root/each"]?.counts?.total).toBe(MANY.length);
  return run;
}

/** A store that keeps nothing. */
function forgetful(): TaskStore {
  return { ...createMemoryStore({ clock: new ScriptClock() }), ...nothing };
}
const nothing = {
  store: async () => undefined,
  storeMany: async () => undefined,
  load: async () => undefined,
  loadMany: async (keys: readonly string[]) => keys.map(() => undefined),
  delete: async () => false,
  exists: async () => false,
  close: async () => undefined,
};

describe("children of a counted source", () => {
  it("find their specifications in the store, and tell their rendered id", async () => {
    const run = await opened(collect());
    expect(await run.events("root/each[3]")).toMatchObject([{ id: "x-item-3", output: { value: 3 } }]);
  });

  it("listed children tell no id: it is in the state", async () => {
    const run = new TestRun(
      new TestWorld(),
      compile({ tasks: [{ id: "each", type: "collection", items: [1], task: { action: "echo" } }] }),
    );
    await run.step();
    expect((await run.events())[0]).not.toHaveProperty("id");
  });

  it("on a miss the call does nothing and returns what it needs", async () => {
    let calls = 0;
    const world = new TestWorld({ handlers: { ...make, echo: () => (calls += 1) } });
    const run = await opened(collect(), world);
    const empty = createAdvance({ ...world.ports, store: createMemoryStore(world) });
    const command = run.next("root/each[3]");
    expect(await empty(run.request(command), run.host(command))).toStrictEqual({
      outcome: "store_miss",
      rebuild: ["root/each"],
    });
    expect(calls).toBe(0);
  });

  it("are prepared again from the same recorded inputs and `now`", async () => {
    const task = { action: "echo", with: "{{ item }}" };
    const items = "{{ tasks.make.output.map(item, item.name + string(now())) }}";
    const run = await opened(collect({ items }, task));
    const [before] = await run.events("root/each[3]");
    run.world.clock.jump(60_000);
    const empty = createAdvance({ ...run.world.ports, store: createMemoryStore(run.world) });
    const command = run.next("root/each[3]");
    const result = await empty(run.request(command, { rebuild: ["root/each"] }), run.host(command));
    expect(result).toMatchObject({
      outcome: "proposal",
      events: [{ output: before && "output" in before && before.output }],
    });
  });

  it("a rebuild finds its children even if the store loses them while they are written", async () => {
    const run = await opened(collect());
    const lossy = createAdvance({ ...run.world.ports, store: forgetful() });
    const command = run.next("root/each[3]");
    const result = await lossy(run.request(command, { rebuild: ["root/each"] }), run.host(command));
    expect(result).toMatchObject({ outcome: "proposal", events: [{ id: "x-item-3" }] });
  });

  it("a rebuild that gives other children is REBUILD_DIVERGED, and fails the task", async () => {
    const run = await opened(collect());
    const command = run.next("root/each[3]");
    const request = run.request(command, { rebuild: ["root/each"] });
    const { output } = request.slice.tasks["root/make"] ?? {};
    if (output === undefined || !("value" in output)) throw new Error("the output is expected in place");
    (output.value as JsonValue[]).pop();
    expect(await run.world.advance(request, run.host(command))).toMatchObject({
      outcome: "proposal",
      events: [
        {
          path: "root/each[3]",
          status: "failed",
          error: { code: "REBUILD_DIVERGED", details: { container: "root/each" } },
        },
      ],
    });
  });

  it("a rebuild that cannot even be evaluated is REBUILD_DIVERGED too", async () => {
    const run = await opened(collect());
    const command = run.next("root/each[3]");
    const request = run.request(command, { rebuild: ["root/each"] });
    const { "root/make": _, ...tasks } = request.slice.tasks;
    const result = await run.world.advance({ ...request, slice: { ...request.slice, tasks } }, run.host(command));
    expect(result).toMatchObject({
      events: [{ error: { code: "REBUILD_DIVERGED", details: { code: "EXPRESSION_MISSING" } } }],
    });
  });

  it("a rebuild that the infrastructure prevents is repeated", async () => {
    const run = await opened(collect());
    const command = run.next("root/each[3]");
    const request = run.request(command, { rebuild: ["root/each"] });
    run.world.ports.store.storeMany = async () => {
      throw new TaskloomError("STORE_UNAVAILABLE", "down");
    };
    const result = await run.world.advance(request, run.host(command));
    expect(result).toMatchObject({ outcome: "blocked", code: "STORE_UNAVAILABLE" });
  });

  it("a container whose children are listed, or that is no container, is not rebuilt", async () => {
    const run = new TestRun(new TestWorld(), compile({ tasks: [{ id: "work", action: "echo" }] }));
    const result = await run.ask(undefined, { request: { rebuild: ["root", "root/work"] } });
    expect(result).toMatchObject({ outcome: "proposal" });
  });
});

describe("containers in containers", () => {
  /** The second item has many items of its own. */
  const nested = collect(
    { item_var: "outer" },
    {
      type: "collection",
      items: "{{ outer.n == 1 ? tasks.make.output : [] }}",
      item_var: "deep",
      task: { action: "echo", with: "{{ [outer.n, deep.n] }}" },
    },
  );

  it("when both were lost, both are named at once, the outermost first", async () => {
    const run = await opened(nested);
    await run.step("root/each[1]");
    const path = "root/each[1][5]";
    const empty = createAdvance({ ...run.world.ports, store: createMemoryStore(run.world) });
    const command = run.next(path);
    const both = ["root/each", "root/each[1]"];
    expect(await empty(run.request(command), run.host(command))).toStrictEqual({
      outcome: "store_miss",
      rebuild: both,
    });
    const again = await createAdvance({ ...run.world.ports, store: forgetful() })(
      run.request(command, { rebuild: both }),
      run.host(command),
    );
    expect(again).toMatchObject({ outcome: "proposal", events: [{ output: { value: [1, 5] } }] });
  });

  it("when only the inner one was asked for, and the outer one is gone by then, both are named", async () => {
    const run = await opened(nested);
    await run.step("root/each[1]");
    const command = run.next("root/each[1][5]");
    const empty = createAdvance({ ...run.world.ports, store: createMemoryStore(run.world) });
    const inner = ["root/each[1]"];
    expect(await empty(run.request(command, { rebuild: inner }), run.host(command))).toStrictEqual({
      outcome: "store_miss",
      rebuild: ["root/each", "root/each[1]"],
    });
  });
});

describe("several workers without a shared store", () => {
  /** A run whose calls go to workers in turn, none of which knows what the others know. */
  async function runOnWorkers(definition: CompiledDefinition, workers: number): Promise<TestRun> {
    const worlds = Array.from({ length: workers }, () => new TestWorld({ handlers: make }));
    let turn = 0;
    const world = new TestWorld({ handlers: make });
    Object.assign(world, {
      advance: async (...call: Parameters<TestWorld["advance"]>) => {
        turn += 1;
        return worlds[turn % workers]?.advance(...call);
      },
    });
    return new TestRun(world, definition, { isKnown: false }).toEnd();
  }

  it.each([2, 3])("%i of them work too: what one has not, the driver brings", async (workers) => {
    const run = await runOnWorkers(collect({ mode: "sequential" }), workers);
    expect(run.state.status).toBe("completed");
    expect(run.output).toMatchObject({ each: MANY.map(({ n }) => n) });
  });

  it("an answer to a call that brought children names them again with the definition that is missing, and the other way round", async () => {
    const definition = collect();
    const run = await opened(definition);
    const command = run.next("root/each[3]");
    const stranger = new TestWorld({ handlers: make });
    const rebuild = ["root/each"];
    expect(await stranger.advance(run.request(command, { rebuild }), run.host(command))).toStrictEqual({
      outcome: "store_miss",
      definition: true,
      rebuild,
    });
    expect(await stranger.advance(run.request(command, { definition }), run.host(command))).toStrictEqual({
      outcome: "store_miss",
      definition: true,
      rebuild,
    });
  });
});

describe("a fused step whose children the store has lost", () => {
  it("is left to a call of its own", async () => {
    const world = new TestWorld({ handlers: make, store: forgetful() });
    const definition = collect({ mode: "sequential" }, { type: "aggregate", outputs: { n: "{{ item.n }}" } });
    const run = new TestRun(world, definition);
    expect(outline(await run.events())).toStrictEqual(["task_ended root/make completed", "children_opened root/each"]);
    await run.toEnd();
    expect(run.output).toMatchObject({ each: MANY.map(({ n }) => ({ n })) });
  });
});
