import { Client, ServiceError, type WorkflowClientInterceptor } from "@temporalio/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { createRequest, createRunBench, type RunBench } from "../run-bench.fixture.js";
import type { EngineSetting } from "./engine-setting.js";
import { controlRun } from "./change-run.js";

let bench: RunBench;
beforeAll(async () => {
  bench = await createRunBench();
});
afterAll(async () => bench.close());

/** What the server says of an update when something else came in while the run's end had it. */
function createDropped(): ServiceError {
  const cause = Object.assign(new Error("dropped"), { code: 9, details: "dropped", metadata: {} });
  return new ServiceError("Workflow Update failed", { cause });
}

/** A client whose first updates are dropped; gives the ids of all. */
function dropUpdates(times: number): { readonly setting: EngineSetting; readonly ids: unknown[] } {
  const ids: unknown[] = [];
  const dropping: WorkflowClientInterceptor = {
    startUpdate: async (input, next) => {
      ids.push(input.options.updateId);
      if (ids.length <= times) throw createDropped();
      return next(input);
    },
  };
  const { connection } = bench.setting.client;
  return {
    ids,
    setting: { ...bench.setting, client: new Client({ connection, interceptors: { workflow: [dropping] } }) },
  };
}

describe.skipIf(isTemporalSkipped)("an update that the server drops", () => {
  it("is asked for again, under the same id", async () => {
    const run = await bench.start({ tasks: [{ id: "w", type: "wait", wait_for: "go" }] });
    const { setting, ids } = dropUpdates(2);
    expect(await controlRun(setting, run, "pause_requested", createRequest())).toStrictEqual({ changed: true });
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
    expect(await bench.engine.get(run)).toMatchObject({ status: "paused" });
  });
});
