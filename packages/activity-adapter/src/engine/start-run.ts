import { createHash } from "node:crypto";
import type { EventBatch, RunId, StartRequest, StartResult } from "@taskloom/interfaces";
import { assertRunId, readLabels } from "@taskloom/runs";
import { prepareRunInput, TaskloomError } from "@taskloom/shared";
import { WorkflowExecutionAlreadyStartedError } from "@temporalio/client";
import type { EngineSetting } from "./engine-setting.js";
import { describeExecution } from "./run-execution.js";
import { readMemo } from "./run-memo.js";
import type { RunToStart } from "./run-to-start.js";
import { reachServer } from "./server-fault.js";
import { createStartOptions } from "./start-options.js";

/**
 * Starts a run for the workers of the engine's task queue.
 * @throws RUN_EXISTS, RUN_ID_INVALID, INPUT_INVALID, PLAN_TOO_LARGE, PAYLOAD_TOO_LARGE, SHARED_STORE_REQUIRED,
 * STORE_UNAVAILABLE
 */
export async function startRun(
  setting: EngineSetting,
  request: StartRequest,
  kept?: readonly EventBatch[],
): Promise<StartResult> {
  const { definition, requestId, ifExists } = request;
  const runId = request.runId ?? createRunId(definition.id, requestId);
  assertRunId(runId);
  const input = prepareRunInput(definition, request.input);
  const labels = { ...readLabels(definition), ...request.labels };
  if (await createRun(setting, { runId, definition, input, labels, requestId, kept })) return { runId, started: true };
  const existing = await describeExecution(setting, runId);
  if (ifExists === "use" || readMemo(existing.memo).requestId === requestId) return { runId, started: false };
  throw new TaskloomError("RUN_EXISTS", `a run '${runId}' exists`, { details: { run: runId } });
}

/** The server keeps no request ids of its own: the same request gives the same id, and a run of an id is started once. */
export function createRunId(workflow: string, requestId: string): RunId {
  const hash = createHash("sha256").update(requestId).digest("hex");
  return `${workflow}-${BigInt(`0x${hash}`).toString(36).padStart(50, "0").slice(-26)}`;
}

/** False when a run of that id exists, or has existed as long as the server remembers. */
export async function createRun(setting: EngineSetting, run: RunToStart): Promise<boolean> {
  const { definition, runId } = run;
  const options = await createStartOptions(setting, run);
  return reachServer(async () => {
    try {
      await setting.client.workflow.start(definition.id, {
        ...options,
        workflowId: runId,
        workflowIdReusePolicy: "REJECT_DUPLICATE",
      });
      return true;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw error;
    }
  });
}
