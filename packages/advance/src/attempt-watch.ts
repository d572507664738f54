import type { AdvanceHost, AttemptPolicy, JsonValue, TaskPath, Timers } from "@taskloom/interfaces";
import { copyJson } from "./copy-json.js";
import { describeCancel, describeInterruption, type Failure } from "./handler-failure.js";

/** What has to be known of an attempt to watch over it. */
export interface WatchedAttempt {
  readonly path: TaskPath;
  /** Its time-out and the one between heartbeats; undefined: none. */
  readonly limits: Pick<AttemptPolicy, "timeoutMs" | "heartbeatTimeoutMs"> | undefined;
  /** Says when the result is no longer wanted. */
  readonly host: Pick<AdvanceHost, "isWanted" | "signal">;
  readonly timers: Timers;
  onHeartbeat(details: JsonValue): void;
}

/** Watches over one attempt: tells its handler to stop, and says when it is waited for no longer. */
export class AttemptWatch {
  readonly #attempt: WatchedAttempt;
  #controller: AbortController | undefined;
  #expired: Failure | undefined;
  #giveUp: (() => void) | undefined;
  #stopTimeout: (() => void) | undefined;
  #stopHeartbeat: (() => void) | undefined;
  #isOver = false;

  constructor(attempt: WatchedAttempt) {
    this.#attempt = attempt;
  }

  /** Aborted at a time-out and on cancellation. Made when a handler first asks for it: most never do. */
  get signal(): AbortSignal {
    if (this.#controller !== undefined) return this.#controller.signal;
    this.#controller = new AbortController();
    if (this.interruption !== undefined) this.#abort();
    else if (!this.#isOver) this.#attempt.host.signal.addEventListener("abort", this.#abort, { once: true });
    return this.#controller.signal;
  }

  /** Why the engine has ended the attempt, or wants it to end; undefined while it has no reason. */
  get interruption(): Failure | undefined {
    return this.#expired ?? (this.#attempt.host.isWanted() ? undefined : describeCancel(this.#attempt.path));
  }

  /** Starts the clocks of a handler that takes its time; rejects when it is waited for no longer. */
  async expire(): Promise<never> {
    const { limits, timers } = this.#attempt;
    const limit = limits?.timeoutMs;
    if (limit !== undefined) {
      const message = `the attempt took longer than ${limit} ms`;
      this.#stopTimeout = timers.start(limit, () => this.#end("TASK_TIMEOUT", message));
    }
    this.#awaitHeartbeat();
    return new Promise((_resolve, reject) => {
      this.#giveUp = reject;
    });
  }

  /** A handler that was told to stop may say still that it is alive; one that is over is not heard. */
  heartbeat(details: JsonValue = null): void {
    if (this.#isOver) return;
    this.#attempt.onHeartbeat(copyJson(details, "heartbeat"));
    this.#awaitHeartbeat();
  }

  /** The attempt is over. */
  stop(): void {
    this.#isOver = true;
    this.#stopTimeout?.();
    this.#stopHeartbeat?.();
    if (this.#controller !== undefined) this.#attempt.host.signal.removeEventListener("abort", this.#abort);
  }

  #awaitHeartbeat(): void {
    const { limits, timers } = this.#attempt;
    const limit = limits?.heartbeatTimeoutMs;
    if (limit === undefined) return;
    this.#stopHeartbeat?.();
    this.#stopHeartbeat = timers.start(limit, () => this.#end("HEARTBEAT_TIMEOUT", `no heartbeat for ${limit} ms`));
  }

  #end(code: "TASK_TIMEOUT" | "HEARTBEAT_TIMEOUT", message: string): void {
    this.#expired = this.interruption ?? describeInterruption("timed_out", code, message, this.#attempt.path);
    this.#abort();
    this.#giveUp?.();
  }

  readonly #abort = (): void => {
    this.#controller?.abort(new Error(this.interruption?.error.message));
  };
}
