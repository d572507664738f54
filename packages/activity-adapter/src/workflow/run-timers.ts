import type { RunEvent, TimerId } from "@taskloom/interfaces";
import { sleep, type CancellationScope } from "@temporalio/workflow";
import type { RunScopes } from "./run-scopes.js";
import type { Hear } from "./turns.js";

/** The timers of a run that are under way. */
export class RunTimers {
  readonly #scopes = new Map<TimerId, CancellationScope>();
  readonly #all: RunScopes;
  readonly #hear: Hear;

  /** Cancelling the workflow does not cancel the scopes: the interpreter says what is to be cancelled. */
  constructor(all: RunScopes, hear: Hear) {
    this.#all = all;
    this.#hear = hear;
  }

  /** Starts a timer that fires at a time (epoch milliseconds), at once when that has passed. */
  start(timer: TimerId, at: number): void {
    if (this.#scopes.has(timer)) return;
    const scope = this.#all.take();
    this.#scopes.set(timer, scope);
    this.#all.begin(scope);
    scope
      .run(async () => sleep(Math.max(1, at - Date.now())))
      .then(
        () => this.#hear(() => this.#fire(timer, scope)),
        () => undefined,
      );
  }

  cancel(timer: TimerId): void {
    const scope = this.#scopes.get(timer);
    if (scope !== undefined) this.#all.cancel(scope, false);
    this.#scopes.delete(timer);
  }

  /** It may have been cancelled when it has its turn. */
  #fire(timer: TimerId, scope: CancellationScope): readonly RunEvent[] {
    this.#all.cameBack(scope);
    if (this.#scopes.get(timer) !== scope) return [];
    this.#scopes.delete(timer);
    this.#all.giveBack(scope);
    return [{ kind: "timer_fired", timer }];
  }
}
