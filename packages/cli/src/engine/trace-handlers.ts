import type { Handler, HandlerContext } from "@taskloom/interfaces";
import type { HandlerMap } from "@taskloom/worker";

/** The same handlers; where one throws goes to the run's log as a debug line, with the line of the source. */
export function traceHandlers(handlers: HandlerMap): HandlerMap {
  return Object.fromEntries(Object.entries(handlers).map(([action, handler]) => [action, traceHandler(handler)]));
}

function traceHandler(handler: Handler): Handler {
  return {
    ...(handler.slow === undefined ? {} : { slow: handler.slow }),
    run: (input, context) => {
      try {
        const returned = handler.run(input, context);
        return returned instanceof Promise ? returned.catch((thrown: unknown) => rethrow(thrown, context)) : returned;
      } catch (thrown) {
        return rethrow(thrown, context);
      }
    },
  };
}

function rethrow(thrown: unknown, { log }: HandlerContext): never {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
  const frame = stack.split("\n").find((line) => /^\s+at /.test(line) && !/\/node_modules\/|\(node:/.test(line));
  if (frame !== undefined) log.debug(`thrown ${frame.trim()}`);
  throw thrown;
}
