import type { Handler, HandlerContext, JsonValue } from "@taskloom/interfaces";
import { AttemptWatch, type WatchedAttempt } from "./attempt-watch.js";
import { copyJson } from "./copy-json.js";
import { describeThrown, type Failure } from "./handler-failure.js";

/** How one attempt of a handler ended. */
export type Outcome = { readonly status: "completed"; readonly output: JsonValue } | Failure;

export interface HandlerRun extends WatchedAttempt {
  readonly handler: Handler;
  readonly input: JsonValue;
  readonly maxOutputBytes: number;
  createContext(watch: AttemptWatch): HandlerContext;
  /** Told of what a handler returns that was waited for no longer. */
  readonly onLateReturn: (output: unknown) => void;
}

/**
 * Runs a handler to its end, its time-out or a missing heartbeat. A handler that is cancelled is told, and waited for:
 * it may have to clean up. Never rejects.
 */
export async function runHandler(run: HandlerRun): Promise<Outcome> {
  const watch = new AttemptWatch(run);
  let returned: unknown;
  try {
    returned = run.handler.run(run.input, run.createContext(watch));
    const output: unknown = isThenable(returned) ? await Promise.race([returned, watch.expire()]) : returned;
    return { status: "completed", output: copyJson(output, "output", run.maxOutputBytes) };
  } catch (thrown) {
    if (watch.interruption === undefined) return describeThrown(thrown, run.path);
    // That it stops when it is told to is no news: only what it returns all the same is.
    if (isThenable(returned)) void Promise.resolve(returned).then(run.onLateReturn, () => undefined);
    return watch.interruption;
  } finally {
    watch.stop();
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
