import type { CompiledDefinition, Handlers } from "@taskloom/interfaces";
import { findNearest, indexDefinition, readAction, TaskloomError, type TaskTypeDefinition } from "@taskloom/shared";

/**
 * Compares the names of actions with those of handlers, before anything runs.
 * @throws HANDLER_NOT_FOUND, with each task, its action and the nearest handler in `details.missing`
 */
export function checkActions(
  definition: CompiledDefinition,
  handlers: Handlers,
  taskTypes: readonly TaskTypeDefinition[],
): void {
  const index = indexDefinition(definition, { taskTypes });
  const missing = Object.keys(definition.plan.steps).flatMap((step) => {
    const action = readAction(index.task(step));
    if (action === undefined || handlers.get(action) !== undefined) return [];
    return [{ task: step, action, nearest: findNearest(action, handlers.names()) ?? null }];
  });
  if (missing.length > 0) throw createNotFound(missing, handlers.names());
}

interface MissingHandler {
  readonly task: string;
  readonly action: string;
  readonly nearest: string | null;
}

function createNotFound(missing: readonly MissingHandler[], known: readonly string[]): TaskloomError {
  const listed = missing.map(({ task, action, nearest }) => {
    const hint = nearest === null ? "" : ` (did you mean '${nearest}'?)`;
    return `'${action}' of task '${task}'${hint}`;
  });
  return new TaskloomError("HANDLER_NOT_FOUND", `no handler is registered for ${listed.join(", ")}`, {
    details: { missing: missing.map((entry) => ({ ...entry })), known },
  });
}
