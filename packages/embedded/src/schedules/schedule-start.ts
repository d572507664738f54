import type { CompiledDefinition, JsonObject, RunId } from "@taskloom/interfaces";
import { createTriggeredRunId, type TriggerCause } from "@taskloom/runs";
import type { TriggerStarter } from "../trigger-starter.js";

/** For which time a run is started, and what tells it from the runs of other schedules and causes. */
export interface ScheduledStart {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly key: string;
}

/**
 * Starts the run of a scheduled time, and says which; a repeat starts nothing.
 * @throws INPUT_INVALID, EXPRESSION_*
 */
export async function startScheduled(
  starter: TriggerStarter,
  definition: CompiledDefinition,
  trigger: JsonObject,
  { at, key }: ScheduledStart,
): Promise<RunId> {
  const cause = describeScheduleCause(new Date(at).toISOString());
  const wholeKey = `${key} ${cause.scheduled_at}`;
  await starter.start(definition, trigger, cause, wholeKey);
  return createTriggeredRunId(definition.id, wholeKey);
}

function describeScheduleCause(scheduledAt: string): TriggerCause {
  return { type: "schedule", name: null, payload: {}, signal_id: null, scheduled_at: scheduledAt };
}
