import type { Handler, Handlers } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";

/** Handlers by action, as authors write them. */
export type HandlerMap = Readonly<Record<string, Handler>>;

const RESERVED_PREFIX = "core.";

/**
 * Several modules' handlers as one map.
 * @throws HANDLERS_INVALID for one that is no handler, and for a name that has two different ones
 */
export function mergeHandlers(maps: readonly HandlerMap[]): HandlerMap {
  const merged = new Map<string, Handler>();
  for (const [action, handler] of maps.flatMap((map) => Object.entries(map))) {
    assertHandler(action, handler);
    if ((merged.get(action) ?? handler) !== handler) throw refuse(action, "is there twice");
    merged.set(action, handler);
  }
  return Object.fromEntries(merged);
}

/**
 * The handlers of a worker: those that come with it, and the user's.
 * @throws HANDLERS_INVALID for a user's that is no handler or takes a name that begins with `core.`
 */
export function createHandlers(core: HandlerMap, own: HandlerMap): Handlers {
  for (const [action, handler] of Object.entries(own)) {
    assertHandler(action, handler);
    if (action.startsWith(RESERVED_PREFIX)) throw refuse(action, `begins with '${RESERVED_PREFIX}', which is reserved`);
  }
  const handlers = new Map([...Object.entries(core), ...Object.entries(own)]);
  return { get: (action) => handlers.get(action), names: () => [...handlers.keys()] };
}

/** Modules are not always typed. */
function assertHandler(action: string, handler: unknown): void {
  const isHandler = typeof handler === "object" && handler !== null && "run" in handler;
  if (!isHandler || typeof handler.run !== "function") throw refuse(action, "has no `run` function");
}

function refuse(action: string, why: string): TaskloomError {
  return new TaskloomError("HANDLERS_INVALID", `the handler '${action}' ${why}`, { details: { action } });
}
