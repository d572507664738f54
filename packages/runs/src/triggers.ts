import { createHash } from "node:crypto";
import type { CompiledDefinition, JsonObject, JsonValue, RunId, Signal, WorkflowId } from "@taskloom/interfaces";
import { prepareRunInput, renderValue } from "@taskloom/shared";

/** The triggers of a definition. */
export function listTriggers({ definition }: CompiledDefinition): readonly JsonObject[] {
  const { triggers } = definition;
  return Array.isArray(triggers) ? triggers.filter(isObject) : [];
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The signals that start a definition. */
export function listTriggerSignals(definition: CompiledDefinition): readonly string[] {
  return listTriggers(definition).flatMap(({ name }) => (typeof name === "string" ? [name] : []));
}

/** A trigger by time has a cron text, a trigger by signal a name. */
export function listSchedules(definition: CompiledDefinition): readonly JsonObject[] {
  return listTriggers(definition).filter(({ cron }) => typeof cron === "string");
}

/** What `trigger` is in the template of a trigger's input. */
export interface TriggerCause {
  readonly type: "signal" | "schedule";
  readonly name: string | null;
  readonly payload: JsonValue;
  readonly signal_id: string | null;
  readonly scheduled_at: string | null;
}

/**
 * The input of a run that a trigger starts: its template, else the payload (`{}` for a schedule).
 * @throws INPUT_INVALID, EXPRESSION_*
 */
export function renderTriggerInput(
  definition: CompiledDefinition,
  trigger: JsonObject,
  cause: TriggerCause,
  now: number,
): JsonValue {
  const template = trigger["input"];
  const { limits } = definition.plan;
  const rendered =
    template === undefined
      ? cause.payload
      : renderValue(template, { now, variables: { trigger: { ...cause } }, limits });
  return prepareRunInput(definition, rendered);
}

/** The id of a triggered run follows from what caused it, so that a repeat starts nothing. */
export function createTriggeredRunId(workflow: WorkflowId, cause: string): RunId {
  const hash = createHash("sha256").update(cause).digest("hex");
  return `${workflow}-${BigInt(`0x${hash}`).toString(36).slice(0, 26)}`;
}

export function describeSignalCause(signal: Signal): TriggerCause {
  return { type: "signal", name: signal.name, payload: signal.payload, signal_id: signal.id, scheduled_at: null };
}
