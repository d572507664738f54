import type { CompiledDefinition, EventBatch, JsonObject, JsonValue, RunId } from "@taskloom/interfaces";
import type { ScheduledStart } from "../workflow/protocol.js";

/** A run that is to be created. */
export interface RunToStart {
  readonly runId: RunId;
  readonly definition: CompiledDefinition;
  /** As it is kept: checked, with defaults. */
  readonly input: JsonValue;
  readonly labels: JsonObject;
  readonly requestId: string;
  readonly kept?: readonly EventBatch[] | undefined;
  /** A schedule starts it: id and input are known then. */
  readonly scheduled?: ScheduledStart;
}
