import type { JsonObject } from "@taskloom/interfaces";
import { WorkflowNotFoundError } from "@temporalio/client";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { createRequest, createRunBench, type RunBench } from "../run-bench.fixture.js";
import { sequence } from "../sequence.fixture.js";
import { replayJournal } from "./replay-journal.js";
import { findRun } from "./run-execution.js";

/** The server removes nothing before it has noted how far it has got with everything else, each half minute: a long test. */
const PATIENCE = { timeout: 150_000, interval: 200 };

let bench: RunBench;
let runs: readonly string[];
beforeAll(async () => {
  bench = await createRunBench({ runOptions: { continueAfterEvents: 12 } });
  runs = await Promise.all([0, 0, 0, 1].map(startForgotten));
}, 180_000);
afterAll(async () => bench.close());

const IDS = ["a", "b", "c", "d", "e"];
const TASKS = IDS.map((id): JsonObject => ({ id, action: "echo", with: id }));
const DEFINITION = sequence(...TASKS, { id: "w", type: "wait", wait_for: "go" });

/** Removes a closed execution, as the server does after the namespace's retention. */
async function remove(run: string, execution: string): Promise<void> {
  const { client } = bench.setting;
  const { namespace } = client.options;
  const workflowExecution = { workflowId: run, runId: execution };
  await client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution });
  const isGone = async (): Promise<boolean> =>
    client.workflow
      .getHandle(run, execution)
      .describe()
      .then(
        () => false,
        (error: unknown) => error instanceof WorkflowNotFoundError,
      );
  // The list of executions lags behind, and a bench that is closed reads all that is in it.
  const query = `WorkflowId = '${run}' AND RunId = '${execution}'`;
  const isUnlisted = async (): Promise<boolean> => (await client.workflow.count(query)).count === 0;
  await vi.waitUntil(async () => (await isGone()) && (await isUnlisted()), PATIENCE);
}

/** A run that waits, in its third execution at least; of those before, the server has only the last so many. */
async function startForgotten(left: number): Promise<string> {
  const run = await bench.start(DEFINITION);
  await bench.untilStatus(run, "root/w", "waiting");
  await bench.untilContinued(run, 2);
  const closed = (await bench.listExecutions(run)).slice(0, -1);
  await Promise.all(closed.slice(0, closed.length - left).map(async (execution) => remove(run, execution)));
  return run;
}

const isShort = process.env["TASKLOOM_TEST_LONG"] !== "1";

describe.skipIf(isTemporalSkipped || isShort)("an open run whose first executions the server has removed", () => {
  it("is described from the oldest on that is left, and its document says from when", async () => {
    const [run = ""] = runs;
    const { input } = await findRun(bench.setting, run);
    const document = await bench.engine.get(run);
    expect(document).toMatchObject({ run_id: run, status: "running", ended_at: null });
    expect(document.missing_before).toBe(new Date(input.carried?.state.now ?? 0).toISOString());
    expect(document.started_at).toBe(new Date(input.carried?.state.startedAt ?? 0).toISOString());
    expect(document.tasks.at(-1)).toMatchObject({ path: "root/w", status: "waiting" });
  });

  it("loses no more than what is removed", async () => {
    const starts = await Promise.all(runs.map(async (run) => (await findRun(bench.setting, run)).input.carried));
    expect(starts[3]?.state.seq).toBeGreaterThan(0);
    expect(starts[3]?.state.seq).toBeLessThan(starts[0]?.state.seq ?? 0);
  });

  it("is read from its history where no worker answers", async () => {
    const [run = ""] = runs;
    const known = await findRun(bench.setting, run);
    const seq = known.input.carried?.state.seq ?? 0;
    expect(seq).toBeGreaterThan(0);
    await bench.engine.signal(run, { name: "other", payload: 1 });
    await bench.untilHistory(run, (events) => events.find((event) => event.workflowExecutionSignaledEventAttributes));
    const { batches } = await replayJournal(bench.setting, known, known.firstExecution, seq);
    expect(batches[0]?.firstSeq).toBe(seq + 1);
  });

  it("judges a signal, is watched to its end, and has the output of all of its tasks", async () => {
    const [, run = ""] = runs;
    expect(await bench.engine.signal(run, { name: "go", payload: 1, verdict: true })).toMatchObject({
      verdict: "taken",
    });
    const document = await bench.awaitEnd(run);
    const output = Object.fromEntries(IDS.map((id) => [id, id]));
    expect(document).toMatchObject({ status: "completed", output });
  });

  it("is cancelled, and is repeated as a whole only", async () => {
    const [, , run = ""] = runs;
    await bench.engine.cancel(run, createRequest());
    expect(await bench.awaitEnd(run)).toMatchObject({ status: "canceled" });
    const from = bench.engine.retry(run, { ...createRequest(), from: "root/w" });
    await expect(from).rejects.toMatchObject({ code: "OPTION_NOT_SUPPORTED" });
    const { runId } = await bench.engine.retry(run, createRequest());
    await bench.untilStatus(runId, "root/w", "waiting");
  });
});
