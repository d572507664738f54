import type { JsonObject, TaskConfig } from "@taskloom/interfaces";
import { templateMap } from "@taskloom/shared";
import { z } from "zod";
import type { ZodObject } from "zod";

/** An aggregate task: its output is computed from what the run has. */
export interface AggregateConfig extends TaskConfig {
  readonly outputs: JsonObject;
}

export const aggregateSchema: ZodObject = z.strictObject({ outputs: templateMap });
