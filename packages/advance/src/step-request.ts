import type { AdvanceHost, Ask, JsonValue, RunState, TaskRecord } from "@taskloom/interfaces";
import type { PlanIndex } from "@taskloom/interpreter";
import type { KnownDefinition } from "./definitions.js";
import type { AdvancePorts } from "./ports.js";
import type { StoredValues } from "./stored-values.js";

/** What stays the same over the steps of a call. */
export interface CallSetting {
  readonly ports: AdvancePorts;
  readonly host: AdvanceHost;
  readonly values: StoredValues;
  readonly index: PlanIndex;
  readonly definition: KnownDefinition;
  readonly slice: RunState;
  readonly basis: number;
}

/** Which execution a step belongs to, and what is asked of it. */
export interface StepRequest {
  readonly record: TaskRecord;
  readonly ask: Ask;
  readonly call: number;
  /** Attempt that the step makes; 0 when it makes none. */
  readonly attempt: number;
  /** What `now` is: equal in every attempt. */
  readonly now: number;
  /** What the attempt before left; null when nothing. */
  readonly memo: JsonValue;
  /** Whether the call was made for this step: the host hears its heartbeats. */
  readonly isAskedFor: boolean;
}
