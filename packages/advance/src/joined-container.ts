import type { ChildrenFrame, PlanStep, StepId, TaskRecord } from "@taskloom/interfaces";
import type { PlanIndex } from "@taskloom/interpreter";
import { mayTakeLong } from "./slow-handler.js";
import type { CallSetting } from "./step-request.js";

/** A container with more executions inside gets calls of its own for its children. */
const MAX_INSIDE = 50;

/**
 * Whether a container whose children run at once joins the relaxed unit that opened it: when everything inside is
 * relaxed and not slow, nothing waits, there is not much of it, and nothing in it can be told to stop: only the driver
 * tells.
 */
export function joinsUnit(setting: CallSetting, container: TaskRecord, frame: ChildrenFrame): boolean {
  const { index, host } = setting;
  const { source, settle } = frame.directive;
  if (!host.limits.relaxed || frame.shared === true || settle.stopOn !== undefined) return false;
  if (index.step(container.step).timeoutMs !== undefined) return false;
  const children = "children" in source ? source.children.map(({ step }) => step) : [source.step];
  const inside = children.flatMap((step) => [step, ...listInside(index, step)]);
  const copies = "children" in source ? 1 : source.count;
  return inside.length * copies <= MAX_INSIDE && inside.every((step) => isFit(setting, step));
}

function listInside(index: PlanIndex, step: StepId): readonly StepId[] {
  const { children = [] } = index.step(step);
  return children.flatMap((child) => [child, ...listInside(index, child)]);
}

function isFit(setting: CallSetting, id: StepId): boolean {
  const step: PlanStep = setting.index.step(id);
  const waits = step.effects === "wait" || step.delayMs !== undefined;
  return step.relaxed === true && !waits && !mayTakeLong(setting, id);
}
