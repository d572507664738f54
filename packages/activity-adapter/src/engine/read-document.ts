import {
  isTerminalStatus,
  ROOT_PATH,
  type GetOptions,
  type RunDocument,
  type RunId,
  type RunState,
  type TaskPath,
} from "@taskloom/interfaces";
import type { EngineSetting } from "./engine-setting.js";
import { foldRun } from "./fold-run.js";
import { hasPollers } from "./task-queue.js";

/** The name of this engine in documents. */
export const ENGINE_NAME = "temporal";

/**
 * The document of a run, from all that it has folded, or what the server still has of it.
 * @throws RUN_NOT_FOUND, SERVER_UNREACHABLE
 */
export async function readDocument(setting: EngineSetting, run: RunId, options: GetOptions): Promise<RunDocument> {
  const { definition, fold, view, blocked } = await foldRun(setting, run);
  const { blobs } = setting;
  const { state } = fold;
  const held = options.detailed === true ? await findBlocked(setting, state, blocked) : new Map<string, string>();
  return view.toDocument({ plan: definition.plan, state, blobs, engine: ENGINE_NAME, options, blocked: held });
}

/** What holds tasks up from outside, by path; the run itself where no worker polls its queue. */
async function findBlocked(
  setting: EngineSetting,
  state: RunState,
  told: Readonly<Record<TaskPath, string>>,
): Promise<ReadonlyMap<TaskPath, string>> {
  const blocked = new Map(Object.entries(told));
  if (!isTerminalStatus(state.status) && !(await hasPollers(setting, state.runId))) blocked.set(ROOT_PATH, "NO_OWNER");
  return blocked;
}
