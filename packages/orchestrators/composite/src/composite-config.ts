import type { TaskConfig } from "@taskloom/interfaces";
import { duration, nestedTask } from "@taskloom/shared";
import { z } from "zod";
import type { ZodObject } from "zod";

/** A composite task: its children run one after the other, and each sees the earlier ones. */
export interface CompositeConfig extends TaskConfig {
  /** May be empty. */
  readonly tasks: readonly TaskConfig[];
  /** What a failure leads to: the rest is skipped (`fail_fast`, the default), or the rest goes on. */
  readonly strategy?: "fail_fast" | "best_effort";
  /** The whole of it, from its start. */
  readonly timeout?: string | number;
}

export const compositeSchema: ZodObject = z.strictObject({
  tasks: z.array(nestedTask),
  strategy: z.enum(["fail_fast", "best_effort"]).optional(),
  timeout: duration.optional(),
});
