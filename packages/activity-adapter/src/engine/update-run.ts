import { setTimeout as sleep } from "node:timers/promises";
import type { ControlEvent, RunId, Signal } from "@taskloom/interfaces";
import { createRunNotFound } from "@taskloom/runs";
import { WorkflowUpdateFailedError } from "@temporalio/client";
import { ApplicationFailure } from "@temporalio/common";
import { changeOpen } from "./change-open.js";
import type { EngineSetting } from "./engine-setting.js";
import { GRPC, hasGrpcCode } from "./grpc-code.js";
import { describeExecution } from "./run-execution.js";
import { readMemo } from "./run-memo.js";

const MAX_DROPS = 10;
const BETWEEN_TRIES_MS = 50;
const LONGEST_MS = 500;

/**
 * Asks an open run for something, which its worker has to answer. The server drops an update when something else comes
 * in while the workflow task that ends the execution has it, and a schedule's run hears none before it has its input:
 * it is asked again then, under the same id.
 * @throws RUN_NOT_FOUND, RUN_ENDED
 */
export async function updateRun<Result>(
  setting: EngineSetting,
  run: RunId,
  name: string,
  argument: ControlEvent | Signal,
): Promise<Result> {
  const handle = setting.client.workflow.getHandle(run);
  const args: [ControlEvent | Signal] = [argument];
  const options = { args, updateId: setting.ids.next() };
  return changeOpen(setting, run, async () => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await handle.executeUpdate<Result, [ControlEvent | Signal]>(name, options);
      } catch (error) {
        if (isUnheard(error)) await assertOurs(setting, run);
        else if (tries >= MAX_DROPS || !hasGrpcCode(error, GRPC.failedPrecondition)) throw error;
        await sleep(Math.min(LONGEST_MS, BETWEEN_TRIES_MS * tries));
      }
    }
  });
}

/** The SDK rejects what has no handler, and has no code for it. */
function isUnheard(error: unknown): boolean {
  const failure = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  return failure instanceof ApplicationFailure && failure.message.startsWith("No registered handler for update");
}

/** A workflow that is no run of ours never hears it. @throws RUN_NOT_FOUND */
async function assertOurs(setting: EngineSetting, run: RunId): Promise<void> {
  if (readMemo((await describeExecution(setting, run)).memo).hash === "") throw createRunNotFound(run);
}
