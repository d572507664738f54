import { describe, expect, it, onTestFinished, vi } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { createRunBench } from "../run-bench.fixture.js";
import { sequence } from "../sequence.fixture.js";

describe.skipIf(isTemporalSkipped)("a list of runs", () => {
  it("shows when a run has begun that continued as new since, with its labels", async () => {
    const bench = await createRunBench({ runOptions: { continueAfterEvents: 12 } });
    onTestFinished(bench.close);
    const tasks = ["a", "b", "c", "d", "e"].map((id) => ({ id, action: "echo", with: id }));
    const wait = { id: "w", type: "wait", wait_for: "go" };
    const run = await bench.start({ ...sequence(...tasks, wait), labels: { team: "a" } });
    const { started_at: startedAt } = await bench.untilStatus(run, "root/w", "waiting");
    await bench.untilContinued(run, 2);
    const newest = await bench.setting.client.workflow.getHandle(run).describe();
    expect(Date.parse(startedAt)).toBeLessThan(newest.startTime.getTime());
    const isListed = async (): Promise<boolean> =>
      (await bench.setting.client.workflow.count(`WorkflowId = '${run}' AND RunId = '${newest.runId}'`)).count === 1;
    await vi.waitUntil(isListed, { timeout: 20_000, interval: 50 });
    const { runs } = await bench.engine.list({ labels: { team: "a" } });
    expect(runs).toMatchObject([{ run_id: run, status: "running", started_at: startedAt, labels: { team: "a" } }]);
  });
});
