import { describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { startAbandoned, startUnpolled, TWO_TASKS, WAIT_AND_TASK } from "../unpolled-run.fixture.js";

describe.skipIf(isTemporalSkipped)("the document of a run without a worker", () => {
  it("shows that it has started, and no attempt that nobody has begun", async () => {
    const { bench, run } = await startUnpolled(TWO_TASKS);
    expect(await bench.engine.get(run, { detailed: true })).toMatchObject({
      status: "running",
      blocked: "NO_OWNER",
      tasks: [{ path: "root/a", status: "pending", started_at: null }],
    });
  });

  it("shows what has come for it since its worker has gone, and nothing that the next one is to begin", async () => {
    const { bench, run } = await startAbandoned(WAIT_AND_TASK, "root/w");
    await bench.engine.signal(run, { name: "go", payload: null });
    expect(await bench.engine.get(run)).toMatchObject({
      status: "running",
      tasks: [
        { path: "root/w", status: "completed" },
        { path: "root/b", status: "pending", started_at: null },
      ],
    });
  });
});
