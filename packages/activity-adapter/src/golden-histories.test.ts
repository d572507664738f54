import { DefaultLogger, Runtime } from "@temporalio/worker";
import { describe, expect, it } from "vitest";
import { bundleChanged, type Change } from "./changed-interpreter.fixture.js";
import { readHistories } from "./golden-histories.fixture.js";
import { findDivergences } from "./replay-runs.fixture.js";
import { bundleSources } from "./workflow-bundle.fixture.js";

// What a replay comes to is asserted, not logged.
Runtime.install({
  logger: new DefaultLogger("ERROR"),
  telemetryOptions: { logging: { filter: { core: "ERROR", other: "ERROR" } } },
});

const histories = readHistories();

/** An absolute path, or a process of a machine, as workers call themselves. */
const ofMachine = /(?<![\w.}])\/(?:home|private|root|tmp|Users|var|work)\/|[A-Z]:\\|\b\d+@[\w-]+/g;

const everyRun = ["approve-report", "index-folder", "order-at-once", "order-with-approval", "savings"];

describe("the golden histories of the examples", { timeout: 60_000 }, () => {
  it("are of each example, and of each way that it goes", () => {
    expect(histories.map(({ workflowId }) => workflowId)).toStrictEqual(everyRun);
  });

  it.each(histories)("tell nothing of the machine that $workflowId ran on, in no value either", ({ history }) => {
    expect(JSON.stringify(history, readValue).match(ofMachine)).toBeNull();
  });

  it("are repeated by today's workflow code", async () => {
    expect(await findDivergences(await bundleSources(), histories)).toStrictEqual([]);
  });
});

function readValue(key: string, value: unknown): unknown {
  return key === "data" ? Buffer.from(String(value), "base64").toString() : value;
}

/** What is wrong with a reducer, how it came about, and the runs that it breaks while they are under way. */
const mistakes: readonly (readonly [string, Change, readonly string[]])[] = [
  [
    "gives a time-out to runs that have none",
    {
      file: "reduce.ts",
      from: 'if (index.plan.timeoutMs !== undefined) startTimer(reduction, "timeout", ROOT_PATH, at + index.plan.timeoutMs);',
      to: 'startTimer(reduction, "timeout", ROOT_PATH, at + (index.plan.timeoutMs ?? 86_400_000));',
    },
    everyRun,
  ],
  [
    "starts the children of a container one by one",
    { file: "fill-window.ts", from: "counts.running >= directive.window", to: "counts.running >= 1" },
    ["index-folder", "order-at-once"],
  ],
  [
    "lets a wait go on for ever",
    {
      file: "waits.ts",
      from: 'if (deadline !== undefined) startTimer(reduction, "timeout", record.path, deadline);',
      to: "",
    },
    ["index-folder", "order-with-approval"],
  ],
];

describe("golden histories find a reducer that", { timeout: 60_000 }, () => {
  it.each(mistakes)("%s", async (_, change, broken) => {
    const divergences = await findDivergences(await bundleChanged(change), histories);
    const found = divergences.map(({ run, error }) => ({ run, error: error.name }));
    expect(found).toStrictEqual(broken.map((run) => ({ run, error: "DeterminismViolationError" })));
  });
});
