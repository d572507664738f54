import type { TimerId } from "@taskloom/interfaces";
import { CancellationScope, sleep } from "@temporalio/workflow";

/** The timers of a run that are under way. */
export class RunTimers {
  readonly #scopes = new Map<TimerId, CancellationScope>();
  readonly #around: CancellationScope;
  readonly #onFired: (timer: TimerId) => void;

  /** Cancelling the workflow does not cancel the scope `around`: the interpreter says what is to be cancelled. */
  constructor(around: CancellationScope, onFired: (timer: TimerId) => void) {
    this.#around = around;
    this.#onFired = onFired;
  }

  /** Starts a timer that fires at a time (epoch milliseconds), at once when that has passed. */
  start(timer: TimerId, at: number): void {
    if (this.#scopes.has(timer)) return;
    const scope = new CancellationScope({ cancellable: true, parent: this.#around });
    this.#scopes.set(timer, scope);
    scope
      .run(async () => sleep(Math.max(1, at - Date.now())))
      .then(
        () => this.#fire(timer, scope),
        () => undefined,
      );
  }

  cancel(timer: TimerId): void {
    this.#scopes.get(timer)?.cancel();
    this.#scopes.delete(timer);
  }

  cancelAll(): void {
    for (const timer of this.#scopes.keys()) this.cancel(timer);
  }

  #fire(timer: TimerId, scope: CancellationScope): void {
    if (this.#scopes.get(timer) !== scope) return;
    this.#scopes.delete(timer);
    this.#onFired(timer);
  }
}
