import type { TaskConfig } from "@taskloom/interfaces";
import { attemptFields, duration } from "@taskloom/shared";
import { z } from "zod";
import type { ZodObject } from "zod";

/** A basic task: a handler does its work. Its limits and retries are the engine's. */
export interface BasicConfig extends TaskConfig {
  /** The name of a handler. */
  readonly action: string;
}

export const basicSchema: ZodObject = z.strictObject({
  action: z.string().min(1),
  ...attemptFields,
  heartbeat_timeout: duration.optional(),
  priority: z.int().min(1).max(5).optional(),
  task_queue: z.string().min(1).optional(),
});
