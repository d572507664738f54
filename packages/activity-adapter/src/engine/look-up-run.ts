import type { RunId } from "@taskloom/interfaces";
import { isTaskloomError } from "@taskloom/shared";
import type { EngineSetting } from "./engine-setting.js";
import { describeExecution } from "./run-execution.js";

/** What the server knows of a run: nothing, when it never began there, or ended longer ago than the namespace's retention. */
export type RunWhereabouts = "open" | "ended" | "unknown";

export async function lookUpRun(setting: EngineSetting, run: RunId): Promise<RunWhereabouts> {
  try {
    return (await describeExecution(setting, run)).status.name === "RUNNING" ? "open" : "ended";
  } catch (error) {
    if (isTaskloomError(error) && error.code === "RUN_NOT_FOUND") return "unknown";
    throw error;
  }
}
