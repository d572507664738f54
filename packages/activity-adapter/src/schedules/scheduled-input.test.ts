import type { BlobStore, Engine, JsonObject } from "@taskloom/interfaces";
import { Client, type WorkflowClientInterceptor } from "@temporalio/client";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { createTestEngine } from "../engine.fixture.js";
import { createSignalSender } from "../engine/signal-sender.js";
import { createTemporalEngine } from "../engine/temporal-engine.js";
import { createGate, type Gate } from "../handlers.fixture.js";
import { listActivities } from "../history.fixture.js";
import { createScheduleBench, RARELY, type ScheduleBench } from "./schedule.fixture.js";

interface HeldRun {
  readonly bench: ScheduleBench;
  readonly run: string;
  /** Until it is opened, the run's worker waits for the definition, of which it makes the input. */
  readonly gate: Gate;
}

async function startHeld(content: JsonObject = {}): Promise<HeldRun> {
  const bench = await createScheduleBench();
  onTestFinished(bench.close);
  const { setting, handlers } = bench;
  await bench.sync([RARELY], { description: "x".repeat(70_000), ...content });
  const run = await bench.schedules.trigger(bench.workflow);
  const gate = createGate();
  const blobs: BlobStore = {
    ...setting.blobs,
    get: async (ref) => {
      await gate.opened;
      return setting.blobs.get(ref);
    },
  };
  const worker = await createTestEngine(handlers, { taskQueue: setting.taskQueue, blobs });
  onTestFinished(async () => {
    gate.open();
    await worker.close();
  });
  return { bench, run, gate };
}

/** An engine that opens the gate when an update has been answered. */
function openAfterUpdate({ bench, gate }: HeldRun): Engine {
  const opening: WorkflowClientInterceptor = {
    startUpdate: async (input, next) => {
      const output = await next(input);
      gate.open();
      return output;
    },
  };
  const { connection } = bench.setting.client;
  const setting = { ...bench.setting, client: new Client({ connection, interceptors: { workflow: [opening] } }) };
  return createTemporalEngine(
    setting,
    createSignalSender(setting, () => undefined),
  );
}

describe.skipIf(isTemporalSkipped)("a run of a schedule whose input is being made", () => {
  const waiting = { tasks: [{ id: "w", type: "wait", wait_for: "go" }] };

  it("is paused as soon as it has it", async () => {
    const held = await startHeld(waiting);
    expect(await openAfterUpdate(held).pause(held.run, { requestId: "p" })).toStrictEqual({ changed: true });
    expect(await held.bench.engine.get(held.run)).toMatchObject({ status: "paused" });
  });

  it("judges a signal as soon as it has it", async () => {
    const held = await startHeld(waiting);
    const signal = { name: "go", payload: 1, verdict: true };
    expect(await openAfterUpdate(held).signal(held.run, signal)).toMatchObject({ verdict: "taken" });
    expect(await held.bench.awaitEnd(held.run)).toMatchObject({ status: "completed" });
  });

  it("can be cancelled, and ends without it", async () => {
    const { bench, run } = await startHeld();
    const { client } = bench.setting;
    await vi.waitUntil(async () => (await listActivities(client, run)).includes("task.input"), { timeout: 20_000 });
    await bench.engine.cancel(run, { requestId: "c", actor: "me" });
    expect(await bench.awaitEnd(run)).toMatchObject({ status: "canceled", error: { details: { actor: "me" } } });
    expect(await listActivities(client, run)).toStrictEqual(["task.input"]);
  });
});
