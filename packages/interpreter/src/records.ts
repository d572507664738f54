import {
  ROOT_PATH,
  isTerminalStatus,
  type ChildrenFrame,
  type RunState,
  type SequenceFrame,
  type TaskPath,
  type TaskRecord,
} from "@taskloom/interfaces";

/** The record of an open execution; undefined when there is none or it has ended. */
export function findOpen(state: RunState, path: TaskPath): TaskRecord | undefined {
  const record = state.tasks[path];
  return record === undefined || isTerminalStatus(record.status) ? undefined : record;
}

/**
 * The record of an execution.
 * @throws when there is none
 */
export function getRecord(state: RunState, path: TaskPath): TaskRecord {
  const record = state.tasks[path];
  if (record === undefined) throw new Error(`the run has no execution at ${path}`);
  return record;
}

type Root = TaskRecord & { readonly frame: SequenceFrame };

/** The run's own record. */
export function getRoot(state: RunState): Root {
  return getRecord(state, ROOT_PATH) as Root;
}

/** The frame in which an execution runs: its container's children, or the run's sequence. */
export function getFrameAround(state: RunState, record: TaskRecord): SequenceFrame | ChildrenFrame {
  return getRecord(state, parentOf(record)).frame as SequenceFrame | ChildrenFrame;
}

/** Where an execution stands; only the run's own record stands nowhere. */
export function parentOf({ parent }: TaskRecord): TaskPath {
  return parent as TaskPath;
}
