import type { RunId, WorkflowId } from "@taskloom/interfaces";
import { createIdSource } from "@taskloom/runs";
import { systemClock } from "./system-clock.js";

const ids = createIdSource(systemClock);

/** The id of a new run: `<workflow id>-<26 sortable characters>`. */
export function createRunId(workflow: WorkflowId): RunId {
  return `${workflow}-${ids.next()}`;
}
