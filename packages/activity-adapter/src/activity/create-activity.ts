import type { StoredValue, ValuesMoved } from "@taskloom/interfaces";
import { keepInput, renderTriggerInput } from "@taskloom/runs";
import { isTaskloomError } from "@taskloom/shared";
import { ApplicationFailure } from "@temporalio/common";
import type { ActivityInput, MoveValuesInput, TriggerInput } from "../workflow/protocol.js";
import type { ActivityParts } from "./activity-parts.js";
import { keepRunInput } from "./carried-values.js";
import { makeCall } from "./make-call.js";

/** The one activity: everything that orchestrators and handlers do happens in it. Register it as `default`. */
export function createActivity(parts: ActivityParts): (input: ActivityInput) => Promise<unknown> {
  return async (input) => {
    switch (input.kind) {
      case "advance":
        return makeCall(parts, input);
      case "move_values":
        return moveValues(parts, input);
      case "trigger_input":
        return renderInput(parts, input);
      case "flush":
        return null;
    }
  };
}

/** Without a blob store the values stay where they are. */
async function moveValues({ blobs }: ActivityParts, { runId, values }: MoveValuesInput): Promise<ValuesMoved> {
  try {
    const moved = values.map(async ({ place, value }) => ({ place, blob: await blobs.put(runId, value) }));
    return { kind: "values_moved", moved: await Promise.all(moved) };
  } catch (error) {
    if (isTaskloomError(error) && error.code === "SHARED_STORE_REQUIRED") return { kind: "values_moved", moved: [] };
    throw error;
  }
}

/**
 * The input of a run that a schedule has started. What can be well again later is repeated.
 * @throws ApplicationFailure, not retryable, with the code of why there can be none
 */
async function renderInput(parts: ActivityParts, input: TriggerInput): Promise<StoredValue> {
  const { definitions, blobs, store, now } = parts;
  const { start, plan, definition, trigger, scheduledAt, sharedStore } = input;
  const cause = { type: "schedule", name: null, payload: {}, signal_id: null, scheduled_at: scheduledAt } as const;
  try {
    const { compiled } = await definitions.read(start.workflow, start.hash, plan, definition);
    const stored = await keepInput(blobs, start.runId, renderTriggerInput(compiled, trigger, cause, now()));
    return sharedStore === true ? await keepRunInput(store, stored) : stored;
  } catch (error) {
    if (!isTaskloomError(error) || error.retryable) throw error;
    throw ApplicationFailure.nonRetryable(error.message, error.code, error.details);
  }
}
