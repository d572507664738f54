import { describe, expect, it, vi } from "vitest";
import { isTemporalSkipped } from "../../../scripts/temporal/server-address.fixture.js";
import { bundleChanged } from "./changed-interpreter.fixture.js";
import { awaitEnd, compile, openTestEngine } from "./engine.fixture.js";
import { createHandlers } from "./handlers.fixture.js";

const handlers = createHandlers({ echo: (input) => input });

/** An interpreter that cannot end a run. */
const FAULT = { file: "run-end.ts", from: "state.endedAt = reduction.at;", to: 'throw new Error("a fault");' };

describe.skipIf(isTemporalSkipped)("a fault of the interpreter", { timeout: 120_000 }, () => {
  it("fails the workflow task and not the run, which ends when the fault is mended", async () => {
    const faulty = await openTestEngine(handlers, { workerBundle: await bundleChanged(FAULT) });
    const { engine, setting, worker } = faulty;
    const definition = compile({ tasks: [{ id: "a", action: "echo", with: 1 }] });
    const { runId } = await engine.start({ definition, input: {}, requestId: crypto.randomUUID() });
    const handle = setting.client.workflow.getHandle(runId);
    const hasFailed = async (): Promise<boolean> => {
      const { events } = await handle.fetchHistory();
      return (events ?? []).some((event) => Boolean(event.workflowTaskFailedEventAttributes));
    };
    await vi.waitUntil(hasFailed, { timeout: 60_000, interval: 100 });
    expect((await handle.describe()).status.name).toBe("RUNNING");
    worker?.shutdown();
    const mended = await openTestEngine(handlers, { taskQueue: setting.taskQueue });
    expect(await awaitEnd(mended.engine, runId)).toMatchObject({ status: "completed", output: { a: 1 } });
  });
});
