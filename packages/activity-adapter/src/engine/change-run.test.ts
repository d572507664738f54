import type { Signal } from "@taskloom/interfaces";
import { WorkflowNotFoundError, type WorkflowHandle } from "@temporalio/client";
import { defineSearchAttributeKey } from "@temporalio/common";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { createRequest, createRunBench, type RunBench } from "../run-bench.fixture.js";
import { CONTROL_UPDATE, SIGNAL_UPDATE, type SignalReceipt } from "../workflow/protocol.js";

let bench: RunBench;
beforeAll(async () => {
  bench = await createRunBench();
});
afterAll(async () => bench.close());

const STATUS = defineSearchAttributeKey("TaskloomStatus", "KEYWORD");
const ENDED = { code: "RUN_ENDED" };
const PARALLEL = {
  id: "p",
  type: "parallel",
  max_concurrency: 1,
  tasks: [
    { id: "x", action: "gate" },
    { id: "y", action: "echo" },
  ],
};

/** A run with a handler under way, and how any client of the server reaches it. */
async function startBusy(): Promise<{ readonly run: string; readonly handle: WorkflowHandle }> {
  const run = await bench.start({ tasks: [PARALLEL] });
  await bench.untilStatus(run, "root/p/x", "running");
  return { run, handle: bench.setting.client.workflow.getHandle(run) };
}

describe.skipIf(isTemporalSkipped)("a run that any client of the Temporal server", () => {
  it("cancels is canceled, with its tasks", async () => {
    const { run, handle } = await startBusy();
    await handle.cancel();
    const document = await bench.awaitEnd(run);
    expect(document).toMatchObject({ status: "canceled", error: { code: "RUN_CANCELED" } });
    expect(document.tasks.map(({ path, status }) => [path, status])).toStrictEqual([
      ["root/p", "canceled"],
      ["root/p/x", "canceled"],
    ]);
    const { status, typedSearchAttributes } = await handle.describe();
    expect(status.name).toBe("CANCELLED");
    expect(typedSearchAttributes.get(STATUS)).toBe("canceled");
  });

  it("terminates is canceled, with its tasks, and its document says why", async () => {
    const { run, handle } = await startBusy();
    await handle.terminate("by hand");
    const document = await bench.awaitEnd(run);
    expect(document).toMatchObject({
      status: "canceled",
      error: { code: "RUN_TERMINATED", details: { reason: "by hand" } },
    });
    expect(document.tasks.map(({ status, ended_at }) => [status, typeof ended_at])).toStrictEqual([
      ["canceled", "string"],
      ["canceled", "string"],
    ]);
  });

  it("terminates after it was paused is canceled", async () => {
    const { run, handle } = await startBusy();
    await bench.engine.pause(run, createRequest());
    await handle.terminate();
    expect(await bench.awaitEnd(run)).toMatchObject({ status: "canceled", error: { code: "RUN_TERMINATED" } });
  });
});

describe.skipIf(isTemporalSkipped)("on an ended run", () => {
  it.each(["pause", "resume", "cancel", "terminate"] as const)("%s is refused, however it has ended", async (kind) => {
    const { run, handle } = await startBusy();
    await handle.terminate();
    await expect(bench.engine[kind](run, createRequest())).rejects.toMatchObject(ENDED);
  });

  it("a signal is refused, with and without a verdict", async () => {
    const run = await bench.start({ tasks: [{ id: "a", action: "echo" }] });
    await bench.awaitEnd(run);
    for (const verdict of [true, false]) {
      await expect(bench.engine.signal(run, { name: "go", payload: 1, verdict })).rejects.toMatchObject(ENDED);
    }
  });
});

describe.skipIf(isTemporalSkipped)("an update of any client", () => {
  it("is answered by an open run alone", async () => {
    const { run, handle } = await startBusy();
    const args: [Signal] = [{ id: "1", name: "go", payload: 1 }];
    const update = async (): Promise<SignalReceipt> =>
      handle.executeUpdate<SignalReceipt, [Signal]>(SIGNAL_UPDATE, { args });
    expect(await update()).toMatchObject({ verdict: "not_expected" });
    await handle.terminate();
    await expect(update()).rejects.toBeInstanceOf(WorkflowNotFoundError);
    expect((await bench.awaitEnd(run)).status).toBe("canceled");
  });

  it("is refused when it is none of ours, and the run goes on", async () => {
    const { run, handle } = await startBusy();
    for (const name of [SIGNAL_UPDATE, CONTROL_UPDATE]) {
      await expect(handle.executeUpdate(name)).rejects.toMatchObject({ cause: { type: "INPUT_INVALID" } });
    }
    await bench.engine.cancel(run, createRequest());
    expect((await bench.awaitEnd(run)).status).toBe("canceled");
  });
});
