import type { Handler, Handlers } from "@taskloom/interfaces";
import type { RunMetrics } from "./run-metrics.js";

/** The same handlers; each call of one is counted. */
export function countAttempts(handlers: Handlers, metrics: Pick<RunMetrics, "attemptStarted">): Handlers {
  return {
    names: () => handlers.names(),
    get: (action) => {
      const handler = handlers.get(action);
      return handler && countCalls(handler, metrics);
    },
  };
}

function countCalls(handler: Handler, metrics: Pick<RunMetrics, "attemptStarted">): Handler {
  return {
    ...(handler.slow === undefined ? {} : { slow: handler.slow }),
    run: (input, context) => {
      metrics.attemptStarted(context.workflow);
      return handler.run(input, context);
    },
  };
}
