import { ROOT_PATH, type StepId, type TaskRecord } from "@taskloom/interfaces";
import { readAction } from "@taskloom/shared";
import type { CallSetting } from "./step-request.js";

/** In a relaxed unit a slow handler is not begun: it gets a call of its own. */
export function isSlow(setting: CallSetting, { path, step }: TaskRecord): boolean {
  return setting.host.limits.relaxed && path !== ROOT_PATH && mayTakeLong(setting, step);
}

/** Whether the plan says so, or the handler itself does. */
export function mayTakeLong({ index, definition, ports }: CallSetting, step: StepId): boolean {
  if (index.step(step).slow === true) return true;
  const action = readAction(definition.task(step));
  return action !== undefined && ports.handlers.get(action)?.slow === true;
}
