import type { JsonValue, StepId, TaskConfig } from "@taskloom/interfaces";
import { cel, duration, jsonSchema, nestedTask } from "@taskloom/shared";
import { z } from "zod";
import type { ZodObject } from "zod";

/** A wait for a signal or for a time: exactly one of `wait_for`, `duration` and `until`. */
export interface WaitConfig extends TaskConfig {
  /** The name of a signal. The keys that follow `until` go with it only. */
  readonly wait_for?: string;
  /** From the start of the task. */
  readonly duration?: string | number;
  /** RFC 3339, or a template that gives it. */
  readonly until?: string;
  /** CEL over `signal` and `processor`: whether to take the signal. */
  readonly condition?: string;
  /** A basic task that works on the signal first. */
  readonly processor?: Processor;
  /** A template. Signals with another correlation id are left for others. */
  readonly correlation_id?: string;
  readonly payload_schema?: JsonValue;
  /** How long to wait. Default: without end. */
  readonly timeout?: string | number;
  readonly on_timeout?: { readonly next: StepId };
}

/** The processor needs no id. */
export type Processor = Omit<TaskConfig, "id"> & { readonly id?: StepId };

export const waitSchema: ZodObject = z.strictObject({
  wait_for: z.string().min(1).optional(),
  duration: duration.optional(),
  until: z.string().min(1).optional(),
  condition: cel.optional(),
  processor: nestedTask.optional(),
  correlation_id: z.string().min(1).optional(),
  payload_schema: jsonSchema.optional(),
  timeout: duration.optional(),
  on_timeout: z.strictObject({ next: z.string().min(1) }).optional(),
});
