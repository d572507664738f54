import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { createRunBench, type RunBench } from "../run-bench.fixture.js";

let bench: RunBench;
beforeAll(async () => {
  bench = await createRunBench();
});
afterAll(async () => bench.close());

const name = "__temporal_go";
const REFUSED = { code: "NAME_RESERVED", details: { signal: name } };
const WAIT = { id: "w", type: "wait", wait_for: "go" };

describe.skipIf(isTemporalSkipped)("a signal whose name begins as those that the server keeps for itself", () => {
  it("is refused, with and without a verdict, and its run goes on", async () => {
    const run = await bench.start({ tasks: [WAIT] });
    for (const verdict of [true, false]) {
      await expect(bench.engine.signal(run, { name, payload: 1, verdict })).rejects.toMatchObject(REFUSED);
    }
    await bench.engine.signal(run, { name: "go", payload: 1 });
    expect(await bench.awaitEnd(run)).toMatchObject({ status: "completed" });
  });

  it("is refused without a run", async () => {
    await expect(bench.engine.broadcast({ name, payload: 1 })).rejects.toMatchObject(REFUSED);
  });

  it("fails the task that sends it, and the run that it is for goes on", async () => {
    const target = await bench.start({ tasks: [WAIT] });
    const signal = { name: "__temporal_{{ workflow.input.name }}", target: { run_id: target } };
    const sender = await bench.start({ tasks: [{ id: "s", type: "signal", signal }] }, { name: "go" });
    const { tasks } = await bench.awaitEnd(sender);
    expect(tasks).toMatchObject([{ path: "root/s", status: "failed", attempts: 1, error: REFUSED }]);
    await bench.engine.signal(target, { name: "go", payload: 1 });
    expect(await bench.awaitEnd(target)).toMatchObject({ status: "completed" });
  });
});
