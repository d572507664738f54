import type { JsonObject, StepId, TaskConfig, TaskType } from "@taskloom/interfaces";
import type { NestedTask, Pointer, TaskTypeDefinition } from "../model/task-type.js";

/** A task with `id` and `type` filled in, and the keys that plans are made of. */
export interface ResolvedTask extends TaskConfig {
  readonly type: TaskType;
  readonly on_success?: { readonly next: StepId };
  readonly on_error?: { readonly next: StepId };
  readonly durability?: "strict" | "relaxed";
  readonly env?: JsonObject;
  readonly timeout?: string | number;
  readonly retry?: RetryKeys;
  readonly total_timeout?: string | number;
  readonly heartbeat_timeout?: string | number;
  readonly priority?: number;
  readonly task_queue?: string;
}

/** How attempts are repeated, as authors write it. */
export interface RetryKeys {
  readonly maximum_attempts?: number | undefined;
  readonly initial_interval?: string | number | undefined;
  readonly backoff_coefficient?: number | undefined;
  readonly maximum_interval?: string | number | undefined;
  readonly non_retryable_error_types?: readonly string[] | undefined;
}

/** A task of a definition, in its place. */
export interface TaskNode {
  /** As written, or given by the task around it; empty when there is none. */
  readonly id: StepId;
  readonly type: TaskTypeDefinition;
  readonly config: ResolvedTask;
  /** From the definition's root. */
  readonly pointer: Pointer;
  /** Absent at top level. */
  readonly parent: TaskNode | undefined;
  /** What the task around it says of it. */
  readonly nested: NestedTask;
  readonly children: readonly TaskNode[];
  /** Its form is wrong: nothing but `id` and `type` can be relied on, and its children are not known. */
  readonly isBroken: boolean;
}

/** The task and those around it, from the inside out. */
export function* walkOutwards(node: TaskNode): Iterable<TaskNode> {
  for (let at: TaskNode | undefined = node; at !== undefined; at = at.parent) yield at;
}

/** The top-level task that the task is, or stands in. */
export function findTopLevel(node: TaskNode): TaskNode {
  return node.parent === undefined ? node : findTopLevel(node.parent);
}
