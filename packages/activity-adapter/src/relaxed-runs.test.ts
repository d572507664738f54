import { setTimeout as sleep } from "node:timers/promises";
import type { CompiledDefinition, Handler, JsonObject } from "@taskloom/interfaces";
import { Context } from "@temporalio/activity";
import { describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../scripts/temporal/server-address.fixture.js";
import {
  awaitEnd,
  compile,
  createTestEngine,
  openTestEngine,
  runToEnd,
  type TestEngine,
  type TestEngineOptions,
} from "./engine.fixture.js";
import { replayJournal } from "./engine/replay-journal.js";
import { findRun } from "./engine/run-execution.js";
import { createGate, createHandlers, type Gate } from "./handlers.fixture.js";
import { listActivities } from "./history.fixture.js";
import { sequence } from "./sequence.fixture.js";

type GivenHandlers = Parameters<typeof createHandlers>[0];

async function createSubject(handlers: GivenHandlers, options: TestEngineOptions = {}): Promise<TestEngine> {
  return openTestEngine(createHandlers(handlers), options);
}

function compileRelaxed(definition: JsonObject): CompiledDefinition {
  return compile({ ...definition, defaults: { durability: "relaxed" } });
}

describe.skipIf(isTemporalSkipped)(
  "a signal or a cancel during the only unit of a relaxed run",
  { timeout: 120_000 },
  () => {
    const RUNS = 10;
    const definition = compileRelaxed({ tasks: [{ id: "a", action: "work" }] });

    interface Call {
      readonly run: string;
      readonly key: string;
      readonly returned: number;
    }

    /** Starts runs, and does something to each while its handler works: that ends 200 ms later at the earliest. */
    async function disturb(act: (made: TestEngine, run: string) => Promise<unknown>): Promise<{
      readonly made: TestEngine;
      readonly runs: readonly string[];
      readonly calls: readonly Call[];
    }> {
      const calls: Call[] = [];
      const disturbed = new Map<string, Gate>();
      const work: GivenHandlers[string] = async (_input, { runId: run, idempotencyKey: key }) => {
        const returned = calls.push({ run, key, returned: calls.length + 1 });
        await sleep(200);
        await disturbed.get(run)?.opened;
        return returned;
      };
      // By this clock no unit takes longer than what a run may leave unrecorded at its end.
      const at = Date.now();
      const made = await createSubject({ work }, { clock: { now: () => at } });
      const startOne = async (_: unknown, index: number): Promise<string> => {
        const runId = `disturbed-${process.pid}-${crypto.randomUUID()}-${index}`;
        const gate = createGate();
        disturbed.set(runId, gate);
        await made.engine.start({ definition, input: {}, runId, requestId: runId });
        await expect.poll(() => calls.some(({ run }) => run === runId), { timeout: 60_000, interval: 5 }).toBe(true);
        await act(made, runId);
        gate.open();
        return runId;
      };
      const runs = await Promise.all(Array.from({ length: RUNS }, startOne));
      return { made, runs, calls };
    }

    /** Every call of the run had the same key. */
    function expectOneKey(calls: readonly Call[], run: string): void {
      expect(new Set(calls.flatMap((call) => (call.run === run ? [call.key] : []))).size).toBe(1);
    }

    it("makes its handler run again only with the same key, and the result is the recorded one", async () => {
      const { made, runs, calls } = await disturb(async ({ engine }, run) =>
        engine.signal(run, { name: "go", payload: null }),
      );
      for (const run of runs) {
        const { status, output } = await awaitEnd(made.engine, run);
        expect(status).toBe("completed");
        expectOneKey(calls, run);
        expect(calls.filter((call) => call.run === run).map(({ returned }) => ({ a: returned }))).toContainEqual(
          output,
        );
        expect(await made.setting.client.workflow.getHandle(run).result()).toStrictEqual(output);
        const known = await findRun(made.setting, run);
        const { batches } = await replayJournal(made.setting, known, known.firstExecution, 0);
        const ended = batches.flatMap(({ events }) => events.filter((event) => event.kind === "task_ended"));
        expect(ended[0]?.output).toMatchObject({ value: (output as JsonObject)["a"] });
      }
    });

    it("cancels the run, whatever its handler has done", async () => {
      const { made, runs, calls } = await disturb(async ({ engine }, run) => engine.cancel(run, { requestId: run }));
      for (const run of runs) {
        expect(await awaitEnd(made.engine, run)).toMatchObject({ status: "canceled" });
        expectOneKey(calls, run);
      }
    });
  },
);

describe.skipIf(isTemporalSkipped)("a relaxed run", { timeout: 60_000 }, () => {
  it("gives a slow handler a regular activity of its own", async () => {
    const { engine, setting } = await createSubject({
      quick: (input) => input,
      slow: { slow: true, run: (input) => input },
    });
    const tasks = ["quick", "quick", "slow", "quick"].map((action, index) => ({
      id: `t${index}`,
      action,
      with: index,
    }));
    const { run_id: run, ...document } = await runToEnd(engine, compileRelaxed(sequence(...tasks)));
    expect(document).toMatchObject({ status: "completed", output: { t0: 0, t1: 1, t2: 2, t3: 3 } });
    expect(document.tasks.map(({ attempts }) => attempts)).toStrictEqual([1, 1, 1, 1]);
    const activities = await listActivities(setting.client, run);
    expect(activities.filter((name) => name !== "local")).toStrictEqual(["task.basic"]);
    expect(activities.at(0)).toBe("local");
    expect(activities.at(-1)).toBe("local");
  });

  it("makes the children of a collection local activities, at most 20 of them at once", async () => {
    const [atOnce, most] = [{ local: 0 }, { local: 0 }];
    const full = createGate();
    const { engine, setting } = await createSubject({
      work: async (input) => {
        if (!Context.current().info.isLocal) return input;
        atOnce.local += 1;
        most.local = Math.max(most.local, atOnce.local);
        if (atOnce.local === 20) full.open();
        await full.opened;
        await sleep(1);
        atOnce.local -= 1;
        return input;
      },
    });
    const each = { id: "each", type: "collection", items: "1..60", task: { action: "work", with: "{{ item }}" } };
    const { run_id: run, ...document } = await runToEnd(engine, compileRelaxed({ tasks: [each] }));
    const output = { each: Array.from({ length: 60 }, (_, index) => index + 1) };
    expect(document).toMatchObject({ status: "completed", output });
    expect(most.local).toBe(20);
    const activities = await listActivities(setting.client, run);
    expect(activities.filter((name) => name === "local").length).toBeGreaterThanOrEqual(20);
  });
});

describe.skipIf(isTemporalSkipped)(
  "relaxed children that wait until one of 20 local activities has ended",
  { timeout: 120_000 },
  () => {
    const parallel = (tasks: readonly JsonObject[]): CompiledDefinition =>
      compileRelaxed({ tasks: [{ id: "p", type: "parallel", tasks }] });
    const children = (count: number, action: string): readonly JsonObject[] =>
      Array.from({ length: count }, (_, index) => ({ id: `t${index}`, action, with: index }));

    it("begin when others turn out to be slow", async () => {
      const [all, begun] = [createGate(), new Set<unknown>()];
      const run: Handler["run"] = async (input) => {
        if (begun.add(input).size === 30) all.open();
        await all.opened;
        return input;
      };
      const { engine } = await createSubject({ slow: { slow: true, run } });
      expect((await runToEnd(engine, parallel(children(30, "slow")))).status).toBe("completed");
    });

    it("begin when others have no handler", async () => {
      const quick = createGate();
      const { engine } = await createSubject({ quick: () => quick.open() });
      const definition = parallel([...children(20, "missing"), { id: "quick", action: "quick" }]);
      const { runId } = await engine.start({ definition, input: {}, requestId: crypto.randomUUID() });
      await quick.opened;
      await engine.cancel(runId, { requestId: crypto.randomUUID() });
      expect((await awaitEnd(engine, runId)).status).toBe("canceled");
    });
  },
);

describe.skipIf(isTemporalSkipped)("local activities that end one by one", { timeout: 120_000 }, () => {
  /** A race whose loser is a regular activity, and a sequence that goes on with one. */
  const branch = (index: number): readonly JsonObject[] => {
    const work = (id: string): JsonObject => ({
      id: `${id}${index}`,
      action: "work",
      with: index,
      durability: "relaxed",
    });
    const lose = { id: `lose${index}`, action: "lose" };
    const next = { id: `next${index}`, action: "next" };
    return [
      { id: `race${index}`, type: "parallel", strategy: "race", tasks: [work("win"), lose] },
      { id: `row${index}`, type: "composite", tasks: [work("first"), next] },
    ];
  };

  it("have the same consequences in the same order when the history is replayed, where they come at once", async () => {
    const { engine, close } = await createTestEngine(
      createHandlers({
        work: async (input) => sleep(Number(input) * 3),
        lose: async (_input, { signal }) => new Promise((resolve) => signal.addEventListener("abort", resolve)),
        next: () => null,
      }),
    );
    const definition = compile({ tasks: [{ id: "p", type: "parallel", tasks: [1, 2, 3, 4, 5].flatMap(branch) }] });
    const runs = await Promise.all(Array.from({ length: 20 }, async () => runToEnd(engine, definition)));
    expect(new Set(runs.map(({ status }) => status))).toStrictEqual(new Set(["completed"]));
    await expect(close()).resolves.toBeUndefined();
  });
});

describe.skipIf(isTemporalSkipped)("a relaxed run of short tasks", { timeout: 60_000 }, () => {
  /** The activities of a run of tasks that take 100 ms each, by a clock that nothing else moves. */
  async function listActivitiesOf(count: number): Promise<readonly string[]> {
    let at = Date.now();
    const handlers: GivenHandlers = {
      work: () => {
        at += 100;
        return null;
      },
    };
    const { engine, setting } = await createSubject(handlers, { clock: { now: () => at } });
    const tasks = Array.from({ length: count }, (_, index) => ({ id: `t${index}`, action: "work" }));
    const { run_id: run, status } = await runToEnd(engine, compileRelaxed(sequence(...tasks)));
    expect(status).toBe("completed");
    return listActivities(setting.client, run);
  }

  it("goes over to regular activities when more than 1 s of its work is not recorded", async () => {
    expect(await listActivitiesOf(30)).toStrictEqual(["local", "task.basic"]);
  });

  it("goes back to local ones when one has been recorded, and records more than 250 ms of work before its end", async () => {
    expect(await listActivitiesOf(45)).toStrictEqual(["local", "task.basic", "local", "task.flush"]);
  });

  it.each([
    [2, ["local"]],
    [3, ["local", "task.flush"]],
  ])("of %i tasks has %j", async (count, activities) => {
    expect(await listActivitiesOf(count)).toStrictEqual(activities);
  });
});
