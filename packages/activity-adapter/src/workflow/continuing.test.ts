import type { JsonObject, RunUpdate } from "@taskloom/interfaces";
import { describe, expect, it, vi } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { createRequest, type RunBench } from "../run-bench.fixture.js";
import { expectSameDocument, undisturbed } from "./continuing.fixture.js";
import { CANCEL_SIGNAL, type CancelMark } from "./protocol.js";

const FAST = { initial_interval: 1 };

const echo = (id: string, more: JsonObject = {}): JsonObject => ({ id, action: "echo", with: id, ...more });
const gate = (id: string, more: JsonObject = {}): JsonObject => ({ id, action: "gate", with: id, ...more });
const wait = (id: string, more: JsonObject = {}): JsonObject => ({ id, type: "wait", wait_for: "go", ...more });
const next = (id: string): JsonObject => ({ on_success: { next: id } });

async function watchAll({ engine }: RunBench, run: string): Promise<readonly RunUpdate[]> {
  const updates: RunUpdate[] = [];
  for await (const update of engine.watch(run)) updates.push(update);
  return updates;
}

/** Paths of tasks in the order in which they are first told of. */
function pathsOf(updates: readonly RunUpdate[]): readonly string[] {
  const changes = updates.flatMap((update) => update.changes);
  return [...new Set(changes.flatMap((change) => (change.kind === "task" ? [change.path] : [])))];
}

async function signal({ engine }: RunBench, run: string, payload: number): Promise<void> {
  await engine.signal(run, { name: "go", payload });
}

describe.skipIf(isTemporalSkipped)("a run that continues as new", { timeout: 120_000 }, () => {
  it("within containers in containers ends as any other", async () => {
    const leaf = echo("leaf", { with: "{{ item }}" });
    const more = echo("more", { with: "{{ tasks.leaf.output * 2 }}" });
    const fork = {
      id: "fork",
      type: "parallel",
      tasks: [echo("x"), { id: "y", action: "flaky", with: 1, retry: FAST }],
    };
    const each = { id: "each", type: "collection", items: [1, 2], max_concurrency: 2, tasks: [leaf, more, fork] };
    const nested = {
      id: "nested",
      type: "composite",
      tasks: [echo("first"), each, echo("last", { with: "{{ tasks.each.output }}" })],
    };
    const { document, bench } = await expectSameDocument(undisturbed({ tasks: [nested] }));
    expect(document).toMatchObject({ status: "completed", error: null });
    const updates = await watchAll(bench, document.run_id);
    expect(updates.map(({ seq }) => seq)).toStrictEqual(updates.map((_, index) => index + 1));
    expect(new Set(pathsOf(updates))).toStrictEqual(new Set(document.tasks.map(({ path }) => path)));
  });

  it("lists the tasks of all of its executions, in order", async () => {
    const tasks = Array.from({ length: 12 }, (_, index) => echo(`t${index}`, index < 11 ? next(`t${index + 1}`) : {}));
    const { document, bench } = await expectSameDocument(undisturbed({ tasks }));
    const paths = tasks.map((_, index) => `root/t${index}`);
    expect(document.tasks.map(({ path }) => path)).toStrictEqual(paths);
    expect(pathsOf(await watchAll(bench, document.run_id))).toStrictEqual(paths);
  });

  it("counts the passes of a loop", async () => {
    const again = {
      id: "again",
      type: "router",
      condition: "string(tasks.work.output < 6)",
      routes: { true: "work", false: "end" },
    };
    const work = {
      id: "work",
      action: "echo",
      with: "{{ has(tasks.work) ? tasks.work.output + 1 : 1 }}",
      ...next("again"),
    };
    const { document } = await expectSameDocument(undisturbed({ tasks: [work, again, echo("end")] }));
    expect(document).toMatchObject({ status: "completed", error: null });
    expect(document.tasks.map(({ path }) => path)).toContain("root/work#6");
  });

  it("keeps signals, and those that it knows already", async () => {
    const waits = ["w1", "w2", "w3"].map((id, index) => wait(id, index < 2 ? next(`w${index + 2}`) : {}));
    const { document } = await expectSameDocument(async (bench) => {
      const run = await bench.start({ tasks: [gate("a", next("w1")), ...waits] });
      await bench.handlers.called("root/a");
      await signal(bench, run, 1);
      await bench.engine.signal(run, { name: "go", payload: 2, signalId: "twice" });
      bench.handlers.open("a");
      await bench.untilStatus(run, "root/w3", "waiting");
      await bench.engine.signal(run, { name: "go", payload: 2, signalId: "twice" });
      await signal(bench, run, 3);
      return run;
    });
    const payloads = [1, 2, 3].map((payload) => ({ signal: { payload } }));
    expect(document.output).toMatchObject({ w1: payloads[0], w2: payloads[1], w3: payloads[2] });
  });

  it("waits on for what it waited for", async () => {
    const others = { id: "others", type: "composite", tasks: ["a", "b", "c", "d"].map((id) => echo(id)) };
    const waits = [wait("w"), { id: "time", type: "wait", duration: "2s" }, echo("later", { delay: "1s" })];
    const { document } = await expectSameDocument(async (bench) => {
      const run = await bench.start({ tasks: [{ id: "p", type: "parallel", tasks: [...waits, others] }] });
      await bench.untilStatus(run, "root/p/others", "completed");
      await signal(bench, run, 1);
      return run;
    });
    expect(document).toMatchObject({ status: "completed", error: null });
  });

  it("goes on counting the attempts of a task whose handler is gone", async () => {
    const retry = { initial_interval: 1, maximum_attempts: 4 };
    const { document, bench } = await expectSameDocument(async (given) => {
      given.handlers.lose("flaky", 2);
      const run = await given.start({ tasks: [{ id: "a", action: "flaky", with: 3, retry }] });
      await given.until(run, ({ tasks }) => tasks[0]?.blocked === "HANDLER_NOT_FOUND");
      await given.untilContinued(run, 2);
      given.handlers.give("flaky");
      return run;
    });
    expect(document.tasks[0]).toMatchObject({ status: "completed", attempts: 4 });
    expect(bench.handlers.calls.map(({ attempt }) => attempt)).toStrictEqual([1, 2, 3, 4]);
  });

  it("waits no longer for a handler", async () => {
    const handlerWaitMs = 3_000;
    const { document } = await expectSameDocument(undisturbed({ tasks: [{ id: "a", action: "absent" }] }), {
      handlerWaitMs,
    });
    expect(document).toMatchObject({ status: "failed", error: { code: "HANDLER_NOT_FOUND" } });
  });

  it("stays paused", async () => {
    const { document, bench } = await expectSameDocument(async (given) => {
      const run = await given.start({ tasks: [gate("a", next("b")), echo("b", next("c")), wait("c")] });
      await given.handlers.called("root/a");
      await given.engine.pause(run, createRequest());
      given.handlers.open("a");
      await given.untilStatus(run, "root/b", "paused");
      for (const payload of [1, 2]) await signal(given, run, payload);
      await given.untilContinued(run);
      expect(await given.engine.get(run)).toMatchObject({ status: "paused" });
      expect(await given.engine.pause(run, createRequest())).toStrictEqual({ changed: false });
      await vi.waitUntil(async () => (await given.engine.list({ status: ["paused"] })).runs.length === 1);
      await given.engine.resume(run, createRequest());
      return run;
    });
    expect(document).toMatchObject({ status: "completed", output: { c: { signal: { payload: 1 } } } });
    expect(bench.handlers.calls).toHaveLength(2);
  });

  it("makes no attempt in a pause, and counts on after it", async () => {
    const { document } = await expectSameDocument(async (given) => {
      const run = await given.start({ tasks: [{ id: "a", action: "steps", with: "a", retry: FAST }] });
      given.handlers.open("a#1");
      await given.handlers.attempted("root/a", 2);
      await given.engine.pause(run, createRequest());
      given.handlers.open("a#2");
      given.handlers.open("a#3");
      for (const payload of [1, 2, 3]) await given.engine.signal(run, { name: "other", payload });
      await given.untilContinued(run);
      expect(given.handlers.calls).toHaveLength(2);
      await given.engine.resume(run, createRequest());
      return run;
    });
    expect(document.tasks[0]).toMatchObject({ status: "completed", attempts: 3 });
  });

  it("knows who is about to cancel it, and why", async () => {
    const { document } = await expectSameDocument(async (given) => {
      const run = await given.start({ tasks: [wait("w")] });
      await given.untilStatus(run, "root/w", "waiting");
      const handle = given.setting.client.workflow.getHandle(run);
      await handle.signal<[CancelMark]>(CANCEL_SIGNAL, { ...createRequest(), actor: "ann" });
      for (const payload of [1, 2]) await handle.signal("other", payload);
      await given.untilContinued(run);
      await handle.cancel();
      return run;
    });
    expect(document).toMatchObject({ status: "canceled", error: { details: { actor: "ann" } } });
  });

  it("is cancelled while it has calls to make", async () => {
    const { document } = await expectSameDocument(async (given) => {
      given.handlers.lose("echo");
      const tasks = [gate("x"), echo("y")];
      const run = await given.start({ tasks: [{ id: "p", type: "parallel", tasks }] });
      await given.until(run, (all) => all.tasks.some(({ blocked }) => blocked === "HANDLER_NOT_FOUND"));
      given.handlers.open("x");
      await given.untilStatus(run, "root/p/x", "completed");
      await given.untilContinued(run);
      await given.engine.cancel(run, { ...createRequest(), actor: "ann", reason: "no need" });
      return run;
    });
    expect(document).toMatchObject({ status: "canceled", error: { code: "RUN_CANCELED", details: { actor: "ann" } } });
  });
});
