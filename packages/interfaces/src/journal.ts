import type { RunId, WorkflowId } from "./names.js";
import type { CompiledDefinition } from "./plan.js";

/** What an engine offers that keeps its own journal. */
export interface Journal {
  /**
   * Takes an interrupted run up again in this process.
   * @throws RUN_NOT_FOUND, RUN_ENDED, RUN_OWNED, HANDLER_NOT_FOUND, OPTION_NOT_SUPPORTED
   */
  continue(run: RunId): Promise<void>;
  /**
   * The definition that workers on this journal serve under an id.
   * @throws DEFINITION_NOT_FOUND
   */
  findDefinition(workflow: WorkflowId): Promise<CompiledDefinition>;
  /** Removes runs that ended before the time (epoch milliseconds), and says how many. */
  prune(endedBefore: number): Promise<number>;
}
