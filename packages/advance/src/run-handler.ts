import type { Handler, HandlerContext, JsonValue } from "@taskloom/interfaces";
import { AttemptWatch, type WatchedAttempt } from "./attempt-watch.js";
import { copyJson } from "./copy-json.js";
import { describeThrown, type Failure } from "./handler-failure.js";

/** How one attempt of a handler ended. */
export type Outcome = { readonly status: "completed"; readonly output: JsonValue } | Failure;

export interface HandlerRun extends WatchedAttempt {
  readonly handler: Handler;
  readonly input: JsonValue;
  createContext(watch: AttemptWatch): HandlerContext;
}

/**
 * Runs a handler to its end, its time-out or a missing heartbeat. A handler that is cancelled is told, and waited for:
 * it may have to clean up. Never rejects.
 */
export async function runHandler(run: HandlerRun): Promise<Outcome> {
  const watch = new AttemptWatch(run);
  try {
    const returned = run.handler.run(run.input, run.createContext(watch));
    const output: unknown = isThenable(returned) ? await Promise.race([returned, watch.expire()]) : returned;
    return { status: "completed", output: copyJson(output) };
  } catch (thrown) {
    return watch.interruption ?? describeThrown(thrown, run.path);
  } finally {
    watch.stop();
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
