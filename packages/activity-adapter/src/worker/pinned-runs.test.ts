import { randomUUID } from "node:crypto";
import { isGrpcServiceError } from "@temporalio/client";
import { describe, expect, it, vi } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { createHandlers } from "../handlers.fixture.js";
import { awaitEnd, compile, openTestEngine, type TestEngine } from "../engine.fixture.js";
import type { RunOptions } from "../workflow/protocol.js";

const PATIENCE = { timeout: 60_000, interval: 100 };

/** Says with each of its tasks which version of the workers has run it. */
const DEFINITION = compile({
  tasks: [
    { id: "first", action: "version", on_success: { next: "pause" } },
    { id: "pause", type: "wait", wait_for: "go", on_success: { next: "second" } },
    { id: "second", action: "version", on_success: { next: "third" } },
    { id: "third", action: "version" },
  ],
  outputs: { versions: "{{ [tasks.first.output, tasks.second.output, tasks.third.output] }}" },
});

/** A worker deployment with a task queue of its own. */
interface Deployment {
  /** Starts a worker of a version, and makes the version the current one. */
  release(buildId: string): Promise<TestEngine>;
}

function createDeployment(runOptions: Partial<RunOptions> = {}): Deployment {
  const deploymentName = `shop-${randomUUID()}`;
  const taskQueue = `test-${deploymentName}`;
  return {
    release: async (buildId) => {
      const handlers = createHandlers({ version: () => buildId });
      const deployment = { deploymentName, buildId };
      const engine = await openTestEngine(handlers, { taskQueue, deployment, runOptions });
      const { workflowService } = engine.setting.client;
      const release = { namespace: "default", ...deployment, identity: "test" };
      await vi.waitUntil(async () => {
        try {
          return await workflowService.setWorkerDeploymentCurrentVersion(release);
        } catch (error) {
          // The server has not seen the worker yet.
          if (isGrpcServiceError(error)) return undefined;
          throw error;
        }
      }, PATIENCE);
      return engine;
    },
  };
}

async function start({ engine }: TestEngine): Promise<string> {
  return (await engine.start({ definition: DEFINITION, input: {}, requestId: randomUUID() })).runId;
}

async function untilWaiting({ engine }: TestEngine, run: string): Promise<void> {
  await vi.waitUntil(async () => (await engine.get(run)).tasks.some(({ status }) => status === "waiting"), PATIENCE);
}

async function findExecution({ setting }: TestEngine, run: string): Promise<string> {
  return (await setting.client.workflow.getHandle(run).describe()).runId;
}

/** Servers up to 1.29 keep a run that continues as new on its version; 1.32 moves it. */
async function canMove({ setting }: TestEngine): Promise<boolean> {
  const { serverVersion } = await setting.client.workflowService.getSystemInfo({});
  return Number(serverVersion.split(".")[1]) > 29;
}

/** Lets a run go on to its end; gives which versions have run its tasks. */
async function goOn({ engine }: TestEngine, run: string): Promise<unknown> {
  await engine.signal(run, { name: "go", payload: null });
  return (await awaitEnd(engine, run)).output;
}

describe.skipIf(isTemporalSkipped)("a run on a version of a worker deployment", { timeout: 120_000 }, () => {
  it("stays with it when another becomes the current one, where new runs begin", async () => {
    const { release } = createDeployment();
    const one = await release("1");
    const old = await start(one);
    await untilWaiting(one, old);
    const two = await release("2");
    expect(await goOn(two, old)).toStrictEqual({ versions: ["1", "1", "1"] });
    expect(await goOn(two, await start(two))).toStrictEqual({ versions: ["2", "2", "2"] });
  });

  it("moves to the current one when it continues as new, on servers that do so", async () => {
    const { release } = createDeployment({ continueAfterEvents: 12 });
    const one = await release("1");
    const old = await start(one);
    await untilWaiting(one, old);
    const two = await release("2");
    const before = await findExecution(two, old);
    const last = (await canMove(two)) ? "2" : "1";
    expect(await goOn(two, old)).toStrictEqual({ versions: ["1", "1", last] });
    expect(await findExecution(two, old)).not.toBe(before);
  });

  it("moves to the current one when somebody says so", async () => {
    const { release } = createDeployment();
    const one = await release("1");
    const run = await start(one);
    await untilWaiting(one, run);
    const two = await release("2");
    await two.setting.client.workflowService.updateWorkflowExecutionOptions({
      namespace: "default",
      workflowExecution: { workflowId: run },
      workflowExecutionOptions: { versioningOverride: { autoUpgrade: true } },
      updateMask: { paths: ["versioning_override"] },
    });
    expect(await goOn(two, run)).toStrictEqual({ versions: ["1", "2", "2"] });
  });
});
