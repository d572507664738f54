import type {
  AdvanceLimits,
  AdvanceRequest,
  AdvanceResult,
  HandlerContext,
  JsonValue,
  TaskPath,
} from "@taskloom/interfaces";
import { AttemptError, type FailedAttempt } from "./index.js";
import { TestRun, toJson } from "./test-run.fixture.js";
import { compile, TestWorld } from "./test-world.fixture.js";

/** A call as it is kept: what was asked, and what was answered or thrown. */
export interface GoldenCall {
  readonly request: AdvanceRequest;
  readonly host: { readonly attempt: number; readonly attemptMemo: JsonValue; readonly limits: AdvanceLimits };
  readonly answer: AdvanceResult | { readonly thrown: FailedAttempt };
}

/** A worker with the handlers that the kept calls need; its time stands. */
function createGoldenWorld(): TestWorld {
  const fail = (_: JsonValue, { heartbeat }: HandlerContext): never => {
    heartbeat({ reached: 1 });
    throw new Error("card declined");
  };
  return new TestWorld({ handlers: { fail, slow: { slow: true, run: () => 1 } } });
}

/** Makes a kept call anew. */
export async function repeatCall({ request, host }: Omit<GoldenCall, "answer">): Promise<GoldenCall["answer"]> {
  const { signal } = new AbortController();
  const quiet = { signal, isWanted: () => true, heartbeat: () => undefined };
  try {
    return toJson(await createGoldenWorld().advance(toJson(request), { ...host, ...quiet }));
  } catch (error) {
    if (error instanceof AttemptError) return toJson({ thrown: error.failure });
    throw error;
  }
}

interface Scenario {
  readonly definition: Readonly<Record<string, unknown>>;
  readonly input?: JsonValue;
  /** What happens before the call that is kept. */
  readonly before?: (run: TestRun) => Promise<void>;
  readonly path?: TaskPath;
  readonly request?: Partial<AdvanceRequest>;
}

const work = { id: "work", action: "echo", with: { n: "{{ workflow.input.n }}" } };
const sum = { id: "sum", type: "aggregate", outputs: { n: "{{ tasks.work.output.n + 1 }}" } };
const tell = { id: "tell", type: "signal", signal: { name: "told", payload: "{{ tasks.sum.output }}" } };
const items = Array.from({ length: 101 }, (_, index) => `item ${index}`);
const each = {
  id: "each",
  type: "collection",
  items,
  task: { id: "{{ 'x' + string(index) }}", action: "echo", with: "{{ item }}" },
};
const gate = { id: "gate", type: "wait", wait_for: "go", condition: "signal.payload.ok", timeout: "1h" };

async function receive(run: TestRun): Promise<void> {
  await run.step();
  run.fold({ kind: "signal_received", signal: { id: "s1", name: "go", payload: { ok: false } } });
}

const scenarios: Readonly<Record<string, Scenario>> = {
  "a-handler-and-what-follows": {
    definition: {
      tasks: [{ ...work, on_success: { next: "sum" } }, { ...sum, on_success: { next: "tell" } }, tell],
      outputs: { n: "{{ tasks.sum.output.n }}" },
    },
    input: { n: 1 },
  },
  "a-failed-attempt": { definition: { tasks: [{ ...work, action: "fail" }] }, input: { n: 1 } },
  "a-fault-of-the-definition": { definition: { tasks: [work] } },
  "an-unknown-handler": { definition: { tasks: [{ ...work, action: "elsewhere" }] }, input: { n: 1 } },
  "a-task-that-is-skipped": { definition: { tasks: [{ ...work, if: "false" }] } },
  "a-delay": { definition: { tasks: [{ ...work, if: "true", delay: "1m" }] } },
  "children-that-are-listed": {
    definition: {
      tasks: [{ id: "fork", type: "parallel", strategy: "race", tasks: [work, { ...work, id: "other" }] }],
    },
  },
  "children-that-are-counted": { definition: { tasks: [each] } },
  "a-child-whose-specification-is-lost": {
    definition: { tasks: [each] },
    before: async (run) => run.step(),
    path: "root/each[7]",
  },
  "a-child-that-is-rebuilt": {
    definition: { tasks: [each] },
    before: async (run) => run.step(),
    path: "root/each[7]",
    request: { rebuild: ["root/each"] },
  },
  "a-container-that-is-asked": {
    definition: { tasks: [{ id: "fork", type: "parallel", tasks: [work], outputs: { all: "{{ children }}" } }] },
    input: { n: 1 },
    before: async (run) => {
      await run.step();
      await run.step();
    },
  },
  "a-wait": { definition: { tasks: [gate] } },
  "a-signal-to-judge": { definition: { tasks: [gate] }, before: receive },
  "a-processor": {
    definition: { tasks: [{ ...gate, processor: { action: "echo", with: "{{ signal.payload }}" } }] },
    before: receive,
  },
  "a-relaxed-unit": {
    definition: {
      defaults: { durability: "relaxed" },
      tasks: [
        { ...work, on_success: { next: "fail" } },
        { id: "fail", action: "fail" },
      ],
    },
    input: { n: 1 },
  },
  "a-slow-handler": { definition: { defaults: { durability: "relaxed" }, tasks: [{ ...work, action: "slow" }] } },
  "the-runs-outputs": {
    definition: {
      tasks: [{ id: "gate", type: "wait", wait_for: "go" }],
      outputs: { taken: "{{ tasks.gate.output.signal.name }}" },
    },
    before: receive,
  },
};

/** Today's calls, by name. */
export async function recordCalls(): Promise<Readonly<Record<string, GoldenCall>>> {
  const calls: Record<string, GoldenCall> = {};
  for (const [name, scenario] of Object.entries(scenarios)) calls[name] = await recordCall(scenario);
  return calls;
}

async function recordCall({ definition, input = {}, before, path, request: more }: Scenario): Promise<GoldenCall> {
  const compiled = compile(definition);
  const run = new TestRun(createGoldenWorld(), compiled, { input });
  await before?.(run);
  const command = run.next(path);
  const { attempt, attemptMemo, limits } = run.host(command);
  const asked = {
    request: run.request(command, { definition: compiled, ...more }),
    host: { attempt, attemptMemo, limits },
  };
  return { ...asked, answer: await repeatCall(asked) };
}
