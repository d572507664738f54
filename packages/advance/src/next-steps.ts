import {
  ROOT_PATH,
  type AdvanceCommand,
  type PlanStep,
  type ProposalEvent,
  type TaskRecord,
} from "@taskloom/interfaces";
import { isSequential, reduce } from "@taskloom/interpreter";
import { listBranch } from "./branch.js";
import { joinsUnit } from "./joined-container.js";
import type { CallSetting, StepRequest } from "./step-request.js";

/**
 * Folds the call's own event into its slice, and gives what it may perform next: the one step that follows on the same
 * branch, if it needs no handler or belongs to the same relaxed unit; the children of a container that joins the unit.
 */
export function findNextSteps(setting: CallSetting, event: ProposalEvent): readonly StepRequest[] {
  const { index, slice, ports } = setting;
  const { commands } = reduce(index, slice, event, ports.clock.now());
  return commands.filter((command) => command.kind === "advance").flatMap((call) => toStepRequest(setting, call));
}

function toStepRequest(setting: CallSetting, { path, call, ask, attempt }: AdvanceCommand): readonly StepRequest[] {
  const record = setting.slice.tasks[path];
  if (record?.call === undefined || !mayPerform(setting, record, ask.kind)) return [];
  return [{ record, ask, call, attempt, now: record.call.now, memo: record.memo ?? null, isAskedFor: false }];
}

function mayPerform(setting: CallSetting, record: TaskRecord, ask: AdvanceCommand["ask"]["kind"]): boolean {
  // Without `outputs` the run's output is that of all its tasks, of which the slice has only some.
  if (record.path === ROOT_PATH) return setting.index.plan.outputs !== undefined;
  return isOnBranch(setting, record, ask) && mayFollow(setting, record, ask);
}

/** Whether nothing else runs in the frame that the step belongs to; a container that is asked goes on with its own. */
function isOnBranch(setting: CallSetting, record: TaskRecord, ask: AdvanceCommand["ask"]["kind"]): boolean {
  const container = ask === "children" ? record : setting.slice.tasks[record.parent ?? ROOT_PATH];
  const { frame } = container ?? {};
  if (container === undefined || frame === undefined) return false;
  return isSequential(frame) || (frame.kind === "children" && joinsUnit(setting, container, frame));
}

function mayFollow(setting: CallSetting, record: TaskRecord, ask: AdvanceCommand["ask"]["kind"]): boolean {
  const step = setting.index.step(record.step);
  switch (step.effects) {
    case "none":
      return true;
    case "idempotent":
      return ask === "begin" || ask === "delayed";
    case "handler":
      return isOfUnit(setting, step) && !isTimed(setting, record);
    case "wait":
      return false;
  }
}

function isOfUnit({ host }: CallSetting, { relaxed, slow }: PlanStep): boolean {
  return host.limits.relaxed && relaxed === true && slow !== true;
}

/** Whether a clock was started for it in this call: it runs at the driver, who hears of it when the call is over. */
function isTimed({ slice }: CallSetting, { path }: TaskRecord): boolean {
  const timed = Object.values(slice.timers).map((timer) => timer.path);
  return timed.length > 0 && listBranch(slice, path).some((record) => timed.includes(record.path));
}
