import {
  ROOT_PATH,
  type ChildSource,
  type ChildrenFrame,
  type Frame,
  type RunState,
  type StepId,
  type TaskPath,
  type TaskRecord,
} from "@taskloom/interfaces";
import type { Needs } from "./needs.js";
import { getRecord } from "./records.js";
import { isSequential } from "./sequential.js";

/** A slice being cut from a state. */
export interface Slicing {
  readonly state: RunState;
  readonly slice: RunState;
  readonly needs: Needs;
  /** The execution that the slice is for. */
  readonly target: TaskPath;
}

/** A frame of its own for the slice, with the ended executions that the call may refer to. */
export function sliceFrame(slicing: Slicing, record: TaskRecord, frame: Frame): Frame {
  if (frame.kind === "wait") return { ...frame };
  const ended = copyReferred(slicing, frame.ended);
  const isTarget = record.path === slicing.target;
  if (frame.kind === "sequence") return { ...frame, ended, results: isTarget ? { ...frame.results } : {} };
  if (!isTarget && !isSequential(frame)) return shareFrame(frame, ended);
  const isKept = isTarget || mayBeRead(slicing.needs, record, frame);
  return ownFrame(frame, ended, isKept);
}

function copyReferred({ state, slice, needs }: Slicing, ended: Readonly<Ended>): Ended {
  const copied: Ended = {};
  for (const step of needs.tasks) {
    const path = ended[step];
    if (path === undefined) continue;
    copied[step] = path;
    slice.tasks[path] = getRecord(state, path);
  }
  return copied;
}

type Ended = Record<StepId, TaskPath>;

/** Others run here too: nothing is settled here, and the call needs neither the other children nor their results. */
function shareFrame(frame: ChildrenFrame, ended: Ended): ChildrenFrame {
  const directive = { ...frame.directive, source: withoutChildren(frame.directive.source) };
  return { ...frame, directive, ended, shared: true, marks: [], results: {}, chunks: [], failures: [] };
}

/** A counted source says where the child that is called finds its specification. */
function withoutChildren(source: ChildSource): ChildSource {
  return "children" in source ? { children: [] } : source;
}

/** The call may go on here from one child to the next. */
function ownFrame(frame: ChildrenFrame, ended: Ended, isKept: boolean): ChildrenFrame {
  return {
    ...frame,
    ended,
    marks: isKept ? [...frame.marks] : [],
    results: isKept ? { ...frame.results } : {},
    failures: [...frame.failures],
    ...(frame.under && { under: { ...frame.under } }),
  };
}

/** Whether a later step of the same call may read the container's output. */
function mayBeRead(needs: Needs, record: TaskRecord, { directive }: ChildrenFrame): boolean {
  return directive.ask !== "never" || needs.tasks.has(record.step) || record.parent !== ROOT_PATH;
}
