import type { JsonObject } from "@taskloom/interfaces";
import type { WorkflowHandle } from "@temporalio/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { createRunBench, type RunBench } from "../run-bench.fixture.js";
import type { SignalMark } from "./protocol.js";

let bench: RunBench;
beforeAll(async () => {
  bench = await createRunBench();
});
afterAll(async () => bench.close());

const wait = (id: string, more: JsonObject = {}): JsonObject => ({ id, type: "wait", wait_for: "approve", ...more });
const waits = [wait("w1", { on_success: { next: "w2" } }), wait("w2", { on_success: { next: "w3" } }), wait("w3")];

/** A run with three waits, and how any client of the server reaches it. */
async function startWaiting(): Promise<{ readonly run: string; readonly handle: WorkflowHandle }> {
  const run = await bench.start({ tasks: waits });
  return { run, handle: bench.setting.client.workflow.getHandle(run) };
}

async function payloadsOf(run: string): Promise<readonly unknown[]> {
  const { tasks } = await bench.awaitEnd(run);
  return tasks.map(({ output }) => (output as { readonly signal: { readonly payload: unknown } }).signal.payload);
}

describe.skipIf(isTemporalSkipped)("a signal from any client of the Temporal server", () => {
  it("reaches a wait for its name, in the order of sending", async () => {
    const { run, handle } = await startWaiting();
    await handle.signal("approve", { by: "ann" });
    await handle.signal("other", { by: "nobody" });
    await handle.signal("approve", [1, "two"]);
    await handle.signal("approve");
    expect(await payloadsOf(run)).toStrictEqual([{ by: "ann" }, [1, "two"], null]);
  });

  it("counts each time when it has no mark, and once with the same mark", async () => {
    const { run, handle } = await startWaiting();
    const mark: SignalMark = { id: crypto.randomUUID() };
    for (const _ of [1, 2]) await handle.signal<[string, SignalMark]>("approve", "marked", mark);
    for (const _ of [1, 2]) await handle.signal("approve", "plain");
    expect(await payloadsOf(run)).toStrictEqual(["marked", "plain", "plain"]);
  });

  it("takes a mark that is none of ours for no mark", async () => {
    const { run, handle } = await startWaiting();
    for (const mark of [7, { id: 7 }, null]) await handle.signal("approve", "told", mark);
    expect(await payloadsOf(run)).toStrictEqual(["told", "told", "told"]);
  });
});
