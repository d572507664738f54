import { checkPlan } from "@taskloom/embedded";
import type { CheckPlan } from "@taskloom/shared";
import type { EngineName } from "./config/engine-name.js";

/** Finds what a plan asks for that this engine cannot honour. The check of an engine is loaded with it. */
export async function findPlanCheck(engine: EngineName): Promise<CheckPlan> {
  if (engine === "embedded") return checkPlan;
  const { checkPlan: checkPlanForTemporal } = await import("@taskloom/activity-adapter");
  return checkPlanForTemporal;
}
