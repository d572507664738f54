import { setTimeout as sleep } from "node:timers/promises";
import type { ControlEvent, RunId, Signal } from "@taskloom/interfaces";
import { createRunNotFound } from "@taskloom/runs";
import { WorkflowUpdateFailedError } from "@temporalio/client";
import { ApplicationFailure } from "@temporalio/common";
import { askWorker } from "./ask-worker.js";
import { changeOpen } from "./change-open.js";
import type { EngineSetting } from "./engine-setting.js";
import { GRPC, hasGrpcCode } from "./grpc-code.js";
import { assertFits } from "./message-limit.js";
import { describeExecution } from "./run-execution.js";
import { readMemo } from "./run-memo.js";
import { hasPollers } from "./task-queue.js";

const MAX_DROPS = 10;
const BETWEEN_TRIES_MS = 50;
const LONGEST_MS = 500;

/** What an open run is asked. */
export interface RunUpdateRequest {
  readonly name: string;
  /** Has an id, by which the run knows it when it comes a second time. */
  readonly argument: ControlEvent | Signal;
  /** Aborted when nobody waits for the answer any more. */
  readonly stop?: AbortSignal | undefined;
}

/**
 * Asks an open run for something. An update is not durable until a worker has it: undefined means that none has answered
 * yet. It may still do what was asked, and whoever needs that sends the same as a signal.
 * @throws RUN_NOT_FOUND, RUN_ENDED, PAYLOAD_TOO_LARGE
 */
export async function updateRun<Result>(
  setting: EngineSetting,
  run: RunId,
  request: RunUpdateRequest,
): Promise<Result | undefined> {
  assertFits(`the update '${request.name}'`, request.argument);
  if (!(await hasPollers(setting, run))) return undefined;
  const update = async (over: AbortSignal): Promise<Result> => tryUpdate<Result>(setting, run, request, over);
  return changeOpen(setting, run, async () => askWorker(setting.client, update, request.stop));
}

/**
 * The server drops an update when something else comes in while the workflow task that ends the execution has it, and a
 * schedule's run hears none before it has its input: it is asked again then, under the same id, until `over`.
 */
async function tryUpdate<Result>(
  setting: EngineSetting,
  run: RunId,
  { name, argument }: RunUpdateRequest,
  over: AbortSignal,
): Promise<Result> {
  const { client, ids } = setting;
  const handle = client.workflow.getHandle(run);
  const args: [ControlEvent | Signal] = [argument];
  const options = { args, updateId: ids.next() };
  for (let tries = 1; ; tries += 1) {
    try {
      return await handle.executeUpdate<Result, [ControlEvent | Signal]>(name, options);
    } catch (error) {
      if (over.aborted) throw error;
      if (isUnheard(error)) await assertOurs(setting, run);
      else if (tries >= MAX_DROPS || !hasGrpcCode(error, GRPC.failedPrecondition)) throw error;
      await sleep(Math.min(LONGEST_MS, BETWEEN_TRIES_MS * tries));
    }
  }
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
