import type { Finding } from "./finding.js";
import type { WorkflowConfig } from "./workflow-schema.js";

/** SCHEDULE_INVALID: what the reader of cron says of cron texts. */
export function* checkSchedules(
  { triggers = [] }: WorkflowConfig,
  checkCron?: (cron: string) => string | undefined,
): Iterable<Finding> {
  for (const [index, trigger] of triggers.entries()) {
    const fault = "cron" in trigger ? checkCron?.(trigger.cron) : undefined;
    if (fault === undefined) continue;
    yield { code: "SCHEDULE_INVALID", message: `\`cron\`: ${fault}`, pointer: ["triggers", index, "cron"] };
  }
}
