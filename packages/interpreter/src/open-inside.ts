import type { ChildrenFrame, RunState, TaskPath, TaskRecord } from "@taskloom/interfaces";
import { childAt } from "./child-at.js";
import { listRunning } from "./marks.js";
import { childPath, passPath } from "./paths.js";
import { findOpen } from "./records.js";

/** Open executions inside another, at any depth, containers before what is inside them. */
export function listOpenInside(state: RunState, container: TaskRecord): TaskRecord[] {
  return listOpenChildren(state, container).flatMap((child) => [child, ...listOpenInside(state, child)]);
}

function listOpenChildren(state: RunState, container: TaskRecord): TaskRecord[] {
  return listPaths(container).flatMap((path) => findOpen(state, path) ?? []);
}

function listPaths(container: TaskRecord): TaskPath[] {
  const { frame } = container;
  if (frame?.kind === "children") return listChildPaths(container, frame);
  return frame?.kind === "sequence" && frame.current !== undefined ? [frame.current] : [];
}

function listChildPaths({ path, id, passes }: TaskRecord, { marks, directive }: ChildrenFrame): TaskPath[] {
  return listRunning(marks).map((position) => {
    const spec = childAt(directive, position, id);
    return passPath(childPath(path, spec), passes?.[spec.step] ?? 1);
  });
}
