import { Client, Connection, type makeGrpcRetryInterceptor } from "@temporalio/client";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { isTemporalSkipped, temporalAddress } from "../../../../scripts/temporal/server-address.fixture.js";
import { createRunBench, type RunBench } from "../run-bench.fixture.js";
import { createExecutionBell } from "./execution-bell.js";

let bench: RunBench;
beforeAll(async () => {
  bench = await createRunBench();
});
afterAll(async () => bench.close());

type GrpcCall = ReturnType<ReturnType<typeof makeGrpcRetryInterceptor>>;

/** A client whose first wait for an end is refused; says how often it has begun to wait. */
async function refuseFirstWait(): Promise<{ readonly client: Client; readonly waits: () => number }> {
  let waits = 0;
  const connection = await Connection.connect({
    address: temporalAddress(),
    interceptors: [
      (options, nextCall) => {
        if (options.method_definition.path.endsWith("/GetWorkflowExecutionHistory") && (waits += 1) === 1) {
          throw Object.assign(new Error("refused"), { code: 7, details: "refused", metadata: {} });
        }
        return nextCall(options) as GrpcCall;
      },
    ],
  });
  onTestFinished(async () => connection.close());
  return { client: new Client({ connection }), waits: () => waits };
}

describe.skipIf(isTemporalSkipped)("who waits for the end of an execution", () => {
  it("looks once when the waiting is broken off, waits again, and learns of the end", async () => {
    const run = await bench.start({ tasks: [{ id: "w", type: "wait", wait_for: "go" }] });
    const { runId: execution } = await bench.setting.client.workflow.getHandle(run).describe();
    const { client, waits } = await refuseFirstWait();
    const bell = createExecutionBell(client, run, execution, new AbortController().signal);
    onTestFinished(bell.stop);
    let looks = 0;
    while (waits() < 2) {
      await bell.next(false);
      looks += Number(bell.mayBeClosed());
    }
    expect(looks).toBe(1);
    await bench.engine.signal(run, { name: "go", payload: 1 });
    while (!bell.mayBeClosed()) await bell.next(false);
    expect(await bench.engine.get(run)).toMatchObject({ status: "completed" });
    expect(waits()).toBe(2);
  });
});
