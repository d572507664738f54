import type { RunId } from "@taskloom/interfaces";
import { createRunEnded } from "@taskloom/runs";
import { WorkflowNotFoundError, WorkflowUpdateFailedError } from "@temporalio/client";
import { ApplicationFailure } from "@temporalio/common";
import type { EngineSetting } from "./engine-setting.js";
import { GRPC, hasGrpcCode } from "./grpc-code.js";
import { describeExecution } from "./run-execution.js";
import { reachServer } from "./server-fault.js";

/** Does something with a run that must be open. @throws RUN_NOT_FOUND, RUN_ENDED */
export async function changeOpen<T>(setting: EngineSetting, run: RunId, change: () => Promise<T>): Promise<T> {
  return reachServer(async () => {
    try {
      return await change();
    } catch (error) {
      if (hasEnded(error)) throw createRunEnded(run);
      if (!isNotFound(error)) throw error;
      await describeExecution(setting, run);
      throw createRunEnded(run);
    }
  });
}

/** As the run itself says it: see `listen-to.ts`. */
function hasEnded(error: unknown): boolean {
  const failure = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  return failure instanceof ApplicationFailure && failure.type === "RUN_ENDED";
}

function isNotFound(error: unknown): boolean {
  return error instanceof WorkflowNotFoundError || hasGrpcCode(error, GRPC.notFound);
}
