import { createEngineHandlers } from "@taskloom/contracts";
import type { CompiledDefinition, RunId } from "@taskloom/interfaces";
import { createNoBlobs } from "@taskloom/shared";
import { defaultPayloadConverter } from "@temporalio/client";
import { describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { compile, openTestEngine, runToEnd, type TestEngine, type TestEngineOptions } from "../engine.fixture.js";

async function createSubject(options: TestEngineOptions = {}): Promise<TestEngine> {
  return openTestEngine(createEngineHandlers(), options);
}

async function start({ engine }: TestEngine, definition: CompiledDefinition): Promise<RunId> {
  return (await engine.start({ definition, input: {}, requestId: crypto.randomUUID() })).runId;
}

/** Names and summaries of a run's activities. */
async function listActivities({ setting }: TestEngine, run: RunId): Promise<readonly unknown[]> {
  const { events } = await setting.client.workflow.getHandle(run).fetchHistory();
  return (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: scheduled, userMetadata }) => {
    if (!scheduled) return [];
    const summary = userMetadata?.summary && defaultPayloadConverter.fromPayload<string>(userMetadata.summary);
    return [[scheduled.activityType?.name, summary]];
  });
}

describe.skipIf(isTemporalSkipped)("on the server", () => {
  it("a run is a workflow of its own id, whose type is the definition's id, and each of its tasks an activity", async () => {
    const made = await createSubject();
    const tasks = [
      { id: "a", action: "echo", on_success: { next: "b" } },
      { id: "b", type: "composite", tasks: [{ id: "c", action: "echo" }] },
    ];
    const { run_id: run } = await runToEnd(made.engine, compile({ id: "shown", tasks }));
    const { type, status } = await made.setting.client.workflow.getHandle(run).describe();
    expect([type, status.name]).toStrictEqual(["shown", "COMPLETED"]);
    expect(await listActivities(made, run)).toStrictEqual([
      ["task.basic", "root/a"],
      ["task.basic", "root/b/c"],
    ]);
  });

  it("a failed run is a failed workflow, with the error's code as the type of its failure", async () => {
    const made = await createSubject();
    const { run_id: run } = await runToEnd(made.engine, compile({ tasks: [{ id: "a", action: "stop" }] }));
    const result = made.setting.client.workflow.getHandle(run).result();
    await expect(result).rejects.toMatchObject({ cause: { type: "HANDLER_FAILED" } });
  });
});

describe.skipIf(isTemporalSkipped)("what is too large to travel", () => {
  it("a plan of more than 256 KiB is refused, and nothing starts", async () => {
    const made = await createSubject({ hasWorker: false });
    const tasks = Array.from({ length: 3_000 }, (_, index) => ({
      id: `task-${index}`,
      action: "echo",
      ...(index < 2_999 && { on_success: { next: `task-${index + 1}` } }),
    }));
    await expect(start(made, compile({ tasks }))).rejects.toMatchObject({ code: "PLAN_TOO_LARGE" });
  });

  it("a definition of more than 64 KiB goes by reference: without blobs it cannot be started", async () => {
    const definition = (length: number): CompiledDefinition =>
      compile({ description: "x".repeat(length), tasks: [{ id: "a", action: "echo", with: 1 }] });
    const without = await createSubject({ blobs: createNoBlobs() });
    expect((await runToEnd(without.engine, definition(60_000))).status).toBe("completed");
    await expect(start(without, definition(70_000))).rejects.toMatchObject({ code: "SHARED_STORE_REQUIRED" });
    const made = await createSubject();
    expect((await runToEnd(made.engine, definition(70_000))).status).toBe("completed");
  });
});
