import type { RunState } from "@taskloom/interfaces";
import { createRunState, indexPlan, reduce } from "@taskloom/interpreter";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { createRunBench, type RunBench } from "../run-bench.fixture.js";
import { describeOpenTasks } from "./current-details.js";

/** What Temporal's own page of a run asks for. */
const METADATA_QUERY = "__temporal_workflow_metadata";

describe.skipIf(isTemporalSkipped)("what Temporal's page of a run shows beside it", () => {
  let bench: RunBench;
  beforeAll(async () => {
    bench = await createRunBench();
  });
  afterAll(async () => bench.close());

  it("is the tree of its open tasks, with what they wait for", async () => {
    const tasks = [{ id: "g", action: "gate", with: "{{ string(item) }}" }];
    const each = { id: "each", type: "collection", items: [1, 2, 3], max_concurrency: 2, tasks };
    const approval = { id: "approval", type: "wait", wait_for: "approve" };
    const run = await bench.start({ tasks: [{ id: "p", type: "parallel", tasks: [each, approval] }] });
    bench.handlers.open("1");
    await bench.untilStatus(run, "root/p/approval", "waiting");
    await bench.untilStatus(run, "root/p/each[2]/g", "running");
    const handle = bench.setting.client.workflow.getHandle(run);
    const { currentDetails } = await handle.query<{ readonly currentDetails: string }>(METADATA_QUERY);
    expect(currentDetails.split("\n")).toStrictEqual([
      "**running**",
      "- `p` running, 0 of 2 ended",
      "  - `p/each` running, 1 of 3 ended",
      "    - `p/each[1]` running, 0 of 1 ended",
      "      - `p/each[1]/g` running",
      "    - `p/each[2]` running, 0 of 1 ended",
      "      - `p/each[2]/g` running",
      "  - `p/approval` waiting, for signal approve",
    ]);
  });
});

describe("the list of open tasks", () => {
  /** A run whose first task, `a`, has begun. */
  function createState(): RunState {
    const state = createRunState({ runId: "r", workflow: "w", hash: "h", input: { value: {} }, labels: {} });
    const steps = { a: { type: "basic", effects: "handler" } } as const;
    reduce(indexPlan({ version: 1, workflow: "w", start: "a", steps, signals: [] }), state, { kind: "run_started" }, 0);
    return state;
  }

  it("has at most 20,000 characters, and says how many there are", () => {
    const state = createState();
    const [, first] = Object.values(state.tasks);
    if (first === undefined) throw new Error("the first task has not begun");
    for (let n = 1; n < 2_000; n += 1) state.tasks[`root/${n}`] = { ...first, path: `root/${n}` };
    const text = describeOpenTasks(state, new Map());
    expect(text.length).toBeLessThan(20_100);
    expect(text.split("\n").at(-1)).toBe("… of 2000 open tasks");
  });

  it("names what holds a task up", () => {
    const text = describeOpenTasks(createState(), new Map([["root/a", "HANDLER_NOT_FOUND"]]));
    expect(text).toContain("- `a` pending, blocked: HANDLER_NOT_FOUND");
  });
});
