import { setTimeout as sleep } from "node:timers/promises";
import type { ControlEvent, RunId, Signal } from "@taskloom/interfaces";
import { isGrpcServiceError, ServiceError } from "@temporalio/client";
import { askWorker } from "./ask-worker.js";
import { changeOpen } from "./change-open.js";
import type { EngineSetting } from "./engine-setting.js";
import { hasPollers } from "./task-queue.js";

/** `FAILED_PRECONDITION` */
const DROPPED: readonly number[] = [9];

const MAX_TRIES = 10;
const BETWEEN_TRIES_MS = 50;

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
 * @throws RUN_NOT_FOUND, RUN_ENDED
 */
export async function updateRun<Result>(
  setting: EngineSetting,
  run: RunId,
  request: RunUpdateRequest,
): Promise<Result | undefined> {
  if (!(await hasPollers(setting, run))) return undefined;
  const update = async (): Promise<Result> => tryUpdate<Result>(setting, run, request);
  return changeOpen(setting, run, async () => askWorker(setting.client, update, request.stop));
}

/**
 * The server drops an update when something else comes in while the workflow task that ends the execution has it: it is
 * asked again then, under the same id.
 */
async function tryUpdate<Result>(
  { client, ids }: EngineSetting,
  run: RunId,
  { name, argument }: RunUpdateRequest,
): Promise<Result> {
  const handle = client.workflow.getHandle(run);
  const args: [ControlEvent | Signal] = [argument];
  const options = { args, updateId: ids.next() };
  for (let tries = 1; ; tries += 1) {
    try {
      return await handle.executeUpdate<Result, [ControlEvent | Signal]>(name, options);
    } catch (error) {
      if (tries === MAX_TRIES || !wasDropped(error)) throw error;
      await sleep(BETWEEN_TRIES_MS * tries);
    }
  }
}

function wasDropped(error: unknown): boolean {
  const cause = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(cause) && DROPPED.includes(cause.code);
}
