import type { JsonObject, JsonValue } from "./json.js";
import type { RunId, TaskPath, WorkflowId } from "./names.js";
import type { ContainerProgress } from "./settle-policy.js";
import type { TaskStatus } from "./status.js";
import type { TaskError } from "./task-error.js";

/** What `run --json` and `describe --json` print. Keys may be added; removing or renaming one raises the version. */
export interface RunDocument {
  readonly schema_version: 1;
  readonly run_id: RunId;
  readonly workflow: WorkflowId;
  readonly definition_hash: string;
  readonly engine: string;
  readonly status: TaskStatus;
  readonly output: JsonValue;
  readonly error: TaskError | null;
  /** ISO 8601. */
  readonly started_at: string;
  readonly ended_at: string | null;
  /** In the order in which they were created. */
  readonly tasks: readonly TaskDocument[];
  /** Containers whose children are not all listed. */
  readonly truncated?: readonly { readonly path: TaskPath; readonly total: number }[];
  /** What happened before is gone from the server: of the tasks that had ended by then some are missing. ISO 8601. */
  readonly missing_before?: string;
  readonly labels?: JsonObject;
  /** A code, while something outside holds the run up. */
  readonly blocked?: string;
}

export interface TaskDocument {
  readonly path: TaskPath;
  readonly id: string;
  readonly type: string;
  readonly status: TaskStatus;
  /** Null where the engine cannot know. */
  readonly attempts: number | null;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly input: JsonValue;
  readonly output: JsonValue;
  readonly error: TaskError | null;
  /** Path of the container; null at top level. */
  readonly parent: TaskPath | null;
  readonly execution_path?: string;
  readonly blocked?: string;
  /** While it waits for a signal or a time. */
  readonly waits_for?: WaitDocument;
  readonly attempt_errors?: readonly TaskError[];
  readonly progress?: ContainerProgress;
  readonly durability?: "strict" | "relaxed";
}

/** What an open wait is for. */
export interface WaitDocument {
  readonly signal?: string;
  /** Only signals with this id count. */
  readonly correlation_id?: string;
  /** When the wait is over, or has timed out; ISO 8601. */
  readonly until?: string;
}
