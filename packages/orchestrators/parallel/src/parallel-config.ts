import type { TaskConfig } from "@taskloom/interfaces";
import { duration, nestedTask, strategy, toleratedFailures } from "@taskloom/shared";
import type { SettleKeys } from "@taskloom/shared";
import { z } from "zod";
import type { ZodObject } from "zod";

/** A parallel task: its children run at once and do not see each other. */
export interface ParallelConfig extends TaskConfig, SettleKeys {
  /** At least one. */
  readonly tasks: readonly TaskConfig[];
  /** How many run at once. 0, the default: as many as the engine allows. */
  readonly max_concurrency?: number;
  /** The whole of it, from its start. */
  readonly timeout?: string | number;
}

export const parallelSchema: ZodObject = z.strictObject({
  tasks: z.array(nestedTask).meta({ minItems: 1 }),
  strategy: strategy.optional(),
  max_concurrency: z.int().min(0).optional(),
  tolerated_failures: toleratedFailures.optional(),
  timeout: duration.optional(),
});
