import type { JsonValue, RunStart, StoredValue, TaskError } from "@taskloom/interfaces";
import { defineSearchAttributeKey } from "@temporalio/common";
import {
  ActivityFailure,
  ApplicationFailure,
  isCancellation,
  scheduleActivity,
  workflowInfo,
} from "@temporalio/workflow";
import { ACTIVITY_PREFIX, type RunInput, type ScheduledStart, type TriggerInput } from "./protocol.js";

/** The time that a schedule has started the run for; the server sets it. */
const SCHEDULED_AT = defineSearchAttributeKey("TemporalScheduledStartTime", "DATETIME");

/**
 * What a schedule's run begins with: its id is known now, and its input is rendered where expressions can be. A trigger
 * whose input cannot be rendered fails the run; one that is cancelled meanwhile begins without it, and ends.
 */
export async function renderScheduled(input: RunInput, { trigger }: ScheduledStart): Promise<RunInput> {
  const { plan, definition, options } = input;
  const { workflowId: runId, startTime, typedSearchAttributes } = workflowInfo();
  const start: RunStart = { ...input.start, runId };
  const scheduledAt = (typedSearchAttributes.get(SCHEDULED_AT) ?? startTime).toISOString();
  const sharedStore = options.sharedStore === true;
  const asked: TriggerInput = { kind: "trigger_input", start, plan, definition, trigger, scheduledAt, sharedStore };
  try {
    const rendered = await askActivity(asked);
    return { plan, definition, options, start: { ...start, input: rendered } };
  } catch (error) {
    if (isCancellation(error)) return { plan, definition, options, start };
    return { plan, definition, options, start, refused: toTaskError(error) };
  }
}

async function askActivity(asked: TriggerInput): Promise<StoredValue> {
  return scheduleActivity<StoredValue>(`${ACTIVITY_PREFIX}input`, [asked], {
    startToCloseTimeout: 60_000,
    retry: { maximumInterval: 30_000 },
    // It is repeated for as long as the store is away.
    cancellationType: "TRY_CANCEL",
    summary: "input",
  });
}

/** Other failures than these repeat the activity, or fail the workflow task. */
function toTaskError(error: unknown): TaskError {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  if (!(cause instanceof ApplicationFailure)) throw error;
  const code = cause.type ?? "BUG";
  const [details = null] = (cause.details ?? []) as JsonValue[];
  return { code, type: code, message: cause.message, details, task: null };
}
