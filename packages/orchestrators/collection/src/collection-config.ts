import type { JsonValue, TaskConfig } from "@taskloom/interfaces";
import { cel, customName, duration, nestedTask, strategy, template, toleratedFailures } from "@taskloom/shared";
import type { SettleKeys } from "@taskloom/shared";
import { z } from "zod";
import type { ZodObject } from "zod";

/** A collection: the same task, or the same sequence of tasks, for each item. */
export interface CollectionConfig extends TaskConfig, SettleKeys {
  /** A list, a map, JSON text, a range such as `1..5`, or a template of one of these. */
  readonly items: JsonValue;
  /** CEL to bool: which items get a child. */
  readonly filter?: string;
  /** Another name for `item`. */
  readonly item_var?: string;
  /** Another name for `index`. */
  readonly index_var?: string;
  /** What runs for each item; either this or `tasks`. */
  readonly task?: ItemTask;
  /** A sequence that runs for each item. */
  readonly tasks?: readonly TaskConfig[];
  /** Default `parallel`. */
  readonly mode?: "parallel" | "sequential";
  /** In sequential mode: so many items at a time. Default 1. */
  readonly batch_size?: number;
  /** How many items run at once. 0, the default: as many as the engine allows. */
  readonly max_concurrency?: number;
  /** The whole of it, from its start. */
  readonly timeout?: string | number;
}

/** The template of the children. Its id may hold `{{ … }}`; without one, children are numbered. */
export interface ItemTask extends Omit<TaskConfig, "id"> {
  readonly id?: string;
}

export const collectionSchema: ZodObject = z.strictObject({
  items: template,
  filter: cel.optional(),
  item_var: customName.optional(),
  index_var: customName.optional(),
  task: nestedTask.optional(),
  tasks: z.array(nestedTask).optional(),
  mode: z.enum(["parallel", "sequential"]).optional(),
  batch_size: z.int().min(1).optional(),
  max_concurrency: z.int().min(0).optional(),
  strategy: strategy.optional(),
  tolerated_failures: toleratedFailures.optional(),
  timeout: duration.optional(),
});
