import type { RunId, TaskStatus } from "@taskloom/interfaces";
import { STATUS_QUERY } from "../workflow/protocol.js";
import { askWorker } from "./ask-worker.js";
import type { EngineSetting } from "./engine-setting.js";

/** Whether a run is paused; one that cannot be asked is not. */
export async function isPaused({ client }: Pick<EngineSetting, "client">, run: RunId): Promise<boolean> {
  const ask = async (): Promise<TaskStatus> => client.workflow.getHandle(run).query<TaskStatus>(STATUS_QUERY);
  return (await askWorker(client, ask).catch(() => undefined)) === "paused";
}
