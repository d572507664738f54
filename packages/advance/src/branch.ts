import { ROOT_PATH, type RunState, type StepId, type TaskPath, type TaskRecord } from "@taskloom/interfaces";

/** The records from the root to an execution, as far as the slice has them. */
export function listBranch(slice: RunState, path: TaskPath): readonly TaskRecord[] {
  const branch: TaskRecord[] = [];
  for (let record = slice.tasks[path]; record !== undefined; record = slice.tasks[record.parent ?? ""]) {
    branch.push(record);
  }
  return branch.toReversed();
}

/** The latest ended execution of a step, as one sees it from an execution: from the inside out. */
export function findEnded(slice: RunState, path: TaskPath, step: StepId): TaskRecord | undefined {
  const inside = path === ROOT_PATH ? path : slice.tasks[path]?.parent;
  for (let place = slice.tasks[inside ?? ""]; place !== undefined; place = slice.tasks[place.parent ?? ""]) {
    const { frame } = place;
    const ended = frame === undefined || frame.kind === "wait" ? undefined : frame.ended[step];
    if (ended !== undefined) return slice.tasks[ended];
  }
  return undefined;
}
