import type { RunEvent } from "@taskloom/interfaces";
import { CancellationScope, sleep } from "@temporalio/workflow";
import type { Hear, Turns } from "./turns.js";

/**
 * The scopes in which a run's activities and timers can be cancelled one by one. One that was not cancelled serves again:
 * a scope is three promises, and a promise costs 40 µs in the sandbox.
 *
 * What was not sent to the server is never sent when it is cancelled, and whether it was can be otherwise when the history
 * of a run with local activities is replayed (see `Turns`). So there it is cancelled only when something has come back
 * that was begun with it or later.
 */
export class RunScopes {
  readonly #around: CancellationScope;
  readonly #turns: Turns;
  readonly #hear: Hear;
  readonly #hasLocal: boolean;
  readonly #free: CancellationScope[] = [];
  /** The turns in which something was begun. */
  readonly #begun = new WeakMap<CancellationScope, number>();
  readonly #due = new Set<CancellationScope>();
  #sentUpTo = 0;
  #isWaking = false;

  /** `hasLocal`: the run can have local activities. */
  constructor(around: CancellationScope, turns: Turns, hear: Hear, hasLocal: boolean) {
    this.#around = around;
    this.#turns = turns;
    this.#hear = hear;
    this.#hasLocal = hasLocal;
  }

  take(): CancellationScope {
    return this.#free.pop() ?? new CancellationScope({ cancellable: true, parent: this.#around });
  }

  /** Nothing is under way in the scope any more, and nobody will cancel it. */
  giveBack(scope: CancellationScope): void {
    if (!scope.consideredCancelled && !this.#due.has(scope)) this.#free.push(scope);
  }

  /** A timer or a regular activity is begun in the scope. */
  begin(scope: CancellationScope): void {
    this.#begun.set(scope, this.#turns.count);
  }

  /** What was begun in the scope has come back. Gives the turn in which it was begun: all before is in the history. */
  cameBack(scope: CancellationScope): number {
    return this.#sent(this.#begun.get(scope) ?? 0);
  }

  /** `isUrgent`: if it cannot be cancelled now, then in the next workflow task. */
  cancel(scope: CancellationScope, isUrgent: boolean): void {
    if (!this.#hasLocal || this.#isSent(scope)) return scope.cancel();
    this.#due.add(scope);
    if (isUrgent) this.#wakeSoon();
  }

  #isSent(scope: CancellationScope): boolean {
    return (this.#begun.get(scope) ?? 0) <= this.#sentUpTo;
  }

  #sent(turn: number): number {
    this.#sentUpTo = Math.max(this.#sentUpTo, turn);
    for (const scope of this.#due) {
      if (!this.#isSent(scope)) continue;
      this.#due.delete(scope);
      scope.cancel();
    }
    return turn;
  }

  #wakeSoon(): void {
    if (this.#isWaking) return;
    this.#isWaking = true;
    const turn = this.#turns.count;
    this.#around
      .run(async () => sleep(1))
      .then(
        () => this.#hear(() => this.#wake(turn)),
        () => undefined,
      );
  }

  #wake(turn: number): readonly RunEvent[] {
    this.#isWaking = false;
    this.#sent(turn);
    return [];
  }
}
