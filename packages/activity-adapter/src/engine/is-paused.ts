import type { RunId, TaskStatus } from "@taskloom/interfaces";
import { STATUS_QUERY } from "../workflow/protocol.js";
import type { EngineSetting } from "./engine-setting.js";

/** How long a run's worker may take to say it. */
const ANSWER_MS = 5_000;

/** Whether a run is paused; one that cannot be asked is not. */
export async function isPaused({ client }: Pick<EngineSetting, "client">, run: RunId): Promise<boolean> {
  try {
    const ask = async (): Promise<TaskStatus> => client.workflow.getHandle(run).query<TaskStatus>(STATUS_QUERY);
    return (await client.withAbortSignal(AbortSignal.timeout(ANSWER_MS), ask)) === "paused";
  } catch {
    return false;
  }
}
