import type { ChildrenDirective, ChildrenFrame, ChildSource, TaskRecord } from "@taskloom/interfaces";
import { createCounts } from "./counts.js";
import { createMarks } from "./marks.js";
import { forgetMove } from "./move-values.js";
import { observeTask, type Reduction } from "./reduction.js";
import { settleChildren } from "./settle-children.js";
import { findWait } from "./wait-frame.js";

/** A container has its children, prepared at `now`: its frame opens, and as many start as its window allows. */
export function openChildren(
  reduction: Reduction,
  record: TaskRecord,
  directive: ChildrenDirective,
  now: number,
): void {
  forgetMove(reduction.state, record.path);
  record.frame = createFrame(record, directive, now);
  record.status = "running";
  observeTask(reduction, record);
  settleChildren(reduction, record, record.frame);
}

function createFrame(record: TaskRecord, directive: ChildrenDirective, now: number): ChildrenFrame {
  const total = countChildren(directive.source);
  const under = findWait(record.frame);
  return {
    kind: "children",
    directive,
    openedAt: now,
    nextIndex: 0,
    counts: createCounts(total),
    marks: createMarks(total),
    results: {},
    bytes: 0,
    chunks: [],
    failures: [],
    ended: record.frame?.kind === "children" ? record.frame.ended : {},
    ...(under === undefined ? {} : { under }),
  };
}

function countChildren(source: ChildSource): number {
  return "children" in source ? source.children.length : source.count;
}
