import type { JsonValue, TaskConfig } from "@taskloom/interfaces";
import { attemptFields, template } from "@taskloom/shared";
import { z } from "zod";
import type { ZodObject } from "zod";

/** A signal task: it sends a signal to runs, and starts what listens for it. */
export interface SignalConfig extends TaskConfig {
  readonly signal: SignalFields;
}

/** What is sent. All of it may be templates. */
export interface SignalFields {
  readonly name: string;
  /** Null without one. */
  readonly payload?: JsonValue;
  readonly correlation_id?: string;
  /** The run that it is for; without one: every run and every workflow that waits for the name. */
  readonly target?: { readonly run_id: string };
}

const text = z.string().min(1);

export const signalSchema: ZodObject = z.strictObject({
  signal: z.strictObject({
    name: text,
    payload: template.optional(),
    correlation_id: text.optional(),
    target: z.strictObject({ run_id: text }).optional(),
  }),
  ...attemptFields,
});
