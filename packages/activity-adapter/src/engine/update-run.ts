import { setTimeout as sleep } from "node:timers/promises";
import type { ControlEvent, RunId, Signal } from "@taskloom/interfaces";
import { isGrpcServiceError, ServiceError } from "@temporalio/client";
import { changeOpen } from "./change-open.js";
import type { EngineSetting } from "./engine-setting.js";
import { assertFits } from "./message-limit.js";

/** `FAILED_PRECONDITION` */
const DROPPED: readonly number[] = [9];

const MAX_TRIES = 10;
const BETWEEN_TRIES_MS = 50;

/**
 * Asks an open run for something, which its worker has to answer. The server drops an update when something else comes
 * in while the workflow task that ends the execution has it: it is asked again then, under the same id.
 * @throws RUN_NOT_FOUND, RUN_ENDED, PAYLOAD_TOO_LARGE
 */
export async function updateRun<Result>(
  setting: EngineSetting,
  run: RunId,
  name: string,
  argument: ControlEvent | Signal,
): Promise<Result> {
  assertFits(`the update '${name}'`, argument);
  const handle = setting.client.workflow.getHandle(run);
  const args: [ControlEvent | Signal] = [argument];
  const options = { args, updateId: setting.ids.next() };
  return changeOpen(setting, run, async () => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await handle.executeUpdate<Result, [ControlEvent | Signal]>(name, options);
      } catch (error) {
        if (tries === MAX_TRIES || !wasDropped(error)) throw error;
        await sleep(BETWEEN_TRIES_MS * tries);
      }
    }
  });
}

function wasDropped(error: unknown): boolean {
  const cause = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(cause) && DROPPED.includes(cause.code);
}
