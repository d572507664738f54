import type { ChildSpec, Frame, StepId, TaskRecord } from "@taskloom/interfaces";
import { issueCall, nextAttempt } from "./calls.js";
import { childPath, passPath } from "./paths.js";
import { observeTask, type Reduction } from "./reduction.js";
import { startTimer } from "./timers.js";

/** Creates an execution of a step and begins it: with its delay, or with its first call. */
export function beginExecution(reduction: Reduction, parent: TaskRecord, spec: ChildSpec, position?: number): void {
  const { state, index } = reduction;
  const pass = countPass(parent, spec.step);
  if (pass > 1 && state.created >= index.limits.executions) return refuseExecution(reduction);
  const record = createRecord(reduction, parent, spec, pass, position);
  state.tasks[record.path] = record;
  observeTask(reduction, record);
  const step = index.step(spec.step);
  if (step.delayMs !== undefined && step.conditional !== true) return startDelay(reduction, record);
  startWork(reduction, record, "begin");
}

function refuseExecution(reduction: Reduction): void {
  const message = `the run made more than ${reduction.index.limits.executions} executions`;
  reduction.fault = { code: "EXECUTION_LIMIT", type: "EXECUTION_LIMIT", message, details: null, task: null };
}

function createRecord(
  { state }: Reduction,
  parent: TaskRecord,
  spec: ChildSpec,
  pass: number,
  position: number | undefined,
): TaskRecord {
  state.created += 1;
  const record: TaskRecord = {
    path: passPath(childPath(parent.path, spec), pass),
    step: spec.step,
    id: spec.id,
    parent: parent.path,
    status: "pending",
    createdSeq: state.seq,
    attempt: 0,
    calls: 0,
    now: state.now,
  };
  if (position !== undefined) record.index = position;
  if (spec.scope !== undefined) record.scope = spec.scope;
  if (parent.meta !== undefined) record.meta = parent.meta;
  if (parent.frame?.kind === "sequence") parent.frame.current = record.path;
  return record;
}

/** Passes are counted where a step can be executed again in the same place. */
function countPass(parent: TaskRecord, step: StepId): number {
  if (!repeats(parent.frame)) return 1;
  parent.passes ??= {};
  const pass = (parent.passes[step] ?? 0) + 1;
  parent.passes[step] = pass;
  return pass;
}

function repeats(frame: Frame | undefined): boolean {
  if (frame?.kind !== "children") return true;
  return frame.directive.ask === "after_each" || frame.under !== undefined;
}

/** The task's delay begins: it happens once, before the first attempt, and is part of no time-out. */
export function startDelay(reduction: Reduction, record: TaskRecord): void {
  record.status = "waiting";
  observeTask(reduction, record);
  const { delayMs = 0 } = reduction.index.step(record.step);
  startTimer(reduction, "delay", record.path, reduction.at + delayMs);
}

/** The first call of the execution's work; one that only evaluates `if` before the delay makes no attempt. */
export function startWork(reduction: Reduction, record: TaskRecord, kind: "begin" | "delayed"): void {
  const isBeforeDelay = kind === "begin" && reduction.index.step(record.step).delayMs !== undefined;
  record.now = reduction.state.now;
  issueCall(reduction, record, { kind }, isBeforeDelay ? 0 : nextAttempt(reduction, record), record.now);
}
