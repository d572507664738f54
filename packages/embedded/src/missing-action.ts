import type { KnownDefinition } from "@taskloom/advance";
import type { Handlers } from "@taskloom/interfaces";
import { readAction } from "@taskloom/shared";

/** The first handler that a definition names and that is not registered. */
export function findMissingAction(definition: KnownDefinition, handlers: Handlers): string | undefined {
  const steps = Object.keys(definition.compiled.plan.steps);
  const actions = steps.flatMap((step) => readAction(definition.task(step)) ?? []);
  return actions.find((action) => handlers.get(action) === undefined);
}
