import type { Handler, HandlerContext, Handlers, JsonValue } from "@taskloom/interfaces";

type Run = (input: JsonValue, context: HandlerContext) => unknown;

/** Handlers by action. */
export function createHandlers(handlers: Readonly<Record<string, Run | Handler>>): Handlers {
  const known = new Map<string, Handler>(
    Object.entries(handlers).map(([action, given]) => [action, typeof given === "function" ? { run: given } : given]),
  );
  return { get: (action) => known.get(action), names: () => [...known.keys()] };
}

/** An input that must be a text. */
export function readText(input: JsonValue): string {
  if (typeof input !== "string") throw new Error(`no text: ${JSON.stringify(input).slice(0, 100)}`);
  return input;
}

/** Something that one waits for and another opens. */
export interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

export function createGate(): Gate {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
