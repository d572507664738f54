import type { Handler, HandlerContext, JsonValue } from "@taskloom/interfaces";
import { TaskloomError } from "../errors/taskloom-error.js";

/** A handler, or just its `run`. */
export type HandlerEntry = Handler | ((input: JsonValue, context: HandlerContext) => unknown);

/**
 * Handlers by the name that `action` gives; what a handlers module exports as its default.
 * @throws HANDLERS_INVALID when an entry is no handler
 */
export function defineHandlers<const H extends Readonly<Record<string, HandlerEntry>>>(
  handlers: H,
): { readonly [Name in keyof H]: Handler } {
  const entries = Object.entries(handlers).map(([name, entry]) => [name, toHandler(name, entry)] as const);
  return Object.fromEntries(entries) as { readonly [Name in keyof H]: Handler };
}

function toHandler(name: string, entry: HandlerEntry): Handler {
  if (typeof entry === "function") return { run: entry };
  if (isHandler(entry)) return entry;
  throw new TaskloomError("HANDLERS_INVALID", `'${name}' is neither a function nor what \`defineHandler\` gives`);
}

/** Modules in JavaScript can hold anything. */
function isHandler(entry: unknown): entry is Handler {
  return typeof entry === "object" && entry !== null && "run" in entry && typeof entry.run === "function";
}
