import {
  ROOT_PATH,
  isFailureStatus,
  type SequenceFrame,
  type StepId,
  type TaskError,
  type TaskRecord,
} from "@taskloom/interfaces";
import { beginExecution } from "./begin-execution.js";
import { forgetMove } from "./move-values.js";
import { getRoot } from "./records.js";
import { sizeOf, type Ending, type Reduction } from "./reduction.js";
import { completeRun, endRun } from "./run-end.js";

/** Begins a top-level task. */
export function beginTopLevel(reduction: Reduction, step: StepId): void {
  beginExecution(reduction, getRoot(reduction.state), { step, id: step });
}

/** A top-level task has ended: the run follows its transition, or ends. */
export function topLevelEnded(reduction: Reduction, frame: SequenceFrame, record: TaskRecord, ending: Ending): void {
  delete frame.current;
  keepResult(reduction, frame, record, ending);
  const next = ending.next ?? followPlan(reduction, record, ending);
  if (next !== undefined) return beginTopLevel(reduction, next);
  if (ending.status === "completed" || ending.status === "skipped") return completeRun(reduction);
  const status = ending.status === "canceled" ? "canceled" : "failed";
  endRun(reduction, status, undefined, ending.error);
}

function followPlan(reduction: Reduction, record: TaskRecord, ending: Ending): StepId | undefined {
  const step = reduction.index.step(record.step);
  if (!isFailureStatus(ending.status)) return ending.status === "canceled" ? undefined : step.next;
  if (step.onError !== undefined) setCaught(reduction, ending.error);
  return step.onError;
}

function setCaught({ state }: Reduction, error: TaskError | undefined): void {
  if (error === undefined) delete state.caught;
  else state.caught = error;
}

/** Without `outputs`, the run's output is that of its completed top-level tasks. */
function keepResult(reduction: Reduction, frame: SequenceFrame, record: TaskRecord, ending: Ending): void {
  if (reduction.index.plan.outputs !== undefined) return;
  delete frame.results[record.step];
  forgetMove(reduction.state, ROOT_PATH, record.step);
  if (ending.status !== "completed" || ending.output === undefined) return;
  frame.results[record.step] = ending.output;
  reduction.state.bytes += sizeOf(ending.output);
}
