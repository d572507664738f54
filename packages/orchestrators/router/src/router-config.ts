import type { StepId, TaskConfig } from "@taskloom/interfaces";
import { cel, nestedTask } from "@taskloom/shared";
import { z } from "zod";
import type { ZodObject } from "zod";

/** A router: a condition says which task follows. */
export interface RouterConfig extends TaskConfig {
  /** CEL; its value as text is looked up in `routes`. */
  readonly condition: string;
  readonly routes: Readonly<Record<string, Route>>;
  /** Where everything else goes. */
  readonly default?: Route;
  readonly on_success?: { readonly next: StepId };
}

/** The id of a top-level task, or a task of the router's own. */
export type Route = StepId | TaskConfig;

const route = z.union([z.string().min(1), nestedTask]);

export const routerSchema: ZodObject = z.strictObject({
  condition: cel,
  routes: z.record(z.string(), route),
  default: route.optional(),
});
