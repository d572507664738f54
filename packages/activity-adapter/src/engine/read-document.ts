import {
  isTerminalStatus,
  ROOT_PATH,
  type GetOptions,
  type RunDocument,
  type RunId,
  type RunState,
  type TaskPath,
} from "@taskloom/interfaces";
import { createRunView } from "@taskloom/runs";
import type { EngineSetting } from "./engine-setting.js";
import { foldRun } from "./fold-run.js";
import { hasPollers } from "./task-queue.js";

/** The name of this engine in documents. */
export const ENGINE_NAME = "temporal";

/**
 * The document of a run, from all that it has folded.
 * @throws RUN_NOT_FOUND, SERVER_UNREACHABLE
 */
export async function readDocument(setting: EngineSetting, run: RunId, options: GetOptions): Promise<RunDocument> {
  const view = createRunView();
  const { definition, fold, blocked } = await foldRun(setting, run, view.observe);
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
