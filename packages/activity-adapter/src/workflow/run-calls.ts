import type { AdvanceCommand, TaskPath } from "@taskloom/interfaces";
import { isAwaited } from "@taskloom/interpreter";
import type { CancellationScope } from "@temporalio/workflow";
import type { CallSetting } from "./call-setting.js";
import { describeCanceledCall } from "./failed-call.js";
import type { AttemptsBehind } from "./protocol.js";
import { RunCall } from "./run-call.js";
import { ScopePool } from "./scope-pool.js";

/** The calls of a run: those under way, local ones that wait for room, and those that must not begin yet. */
export class RunCalls {
  readonly #setting: CallSetting;
  readonly #underWay = new Map<string, RunCall>();
  readonly #waiting = new Map<string, RunCall>();
  readonly #held = new Map<string, AdvanceCommand>();
  readonly #scopes: ScopePool;
  readonly #behind: Readonly<Record<string, AttemptsBehind>>;

  constructor(setting: CallSetting, behind: Readonly<Record<string, AttemptsBehind>>) {
    this.#setting = setting;
    this.#scopes = new ScopePool(setting.around);
    this.#behind = behind;
  }

  /** Whether no activity is under way whose result is still wanted. */
  get areIdle(): boolean {
    return [...this.#underWay.values()].every(({ isIdle }) => isIdle);
  }

  /** What calls have to know when another execution makes them, by `<path>@<call>`. */
  get attemptsBehind(): Record<string, AttemptsBehind> {
    const begun = [...this.#underWay].map(([key, { attemptsBehind }]) => [key, attemptsBehind] as const);
    const carried = [...this.#waiting.keys(), ...this.#held.keys()].flatMap((key) => {
      const behind = this.#behind[key];
      return behind === undefined ? [] : [[key, behind] as const];
    });
    return Object.fromEntries([...carried, ...begun]);
  }

  /** A call that is no longer wanted, by what was folded since it was asked for, says so at once. */
  start(command: AdvanceCommand): void {
    const key = keyOf(command);
    if (!isAwaited(this.#setting.state, command)) return this.#setting.onEvents([describeCanceledCall(command)]);
    if (!this.#setting.mayStart()) return this.#hold(key, command);
    const scope = this.#scopes.take();
    const call = new RunCall(this.#setting, command, scope, this.#behind[key], () => this.#ended(key, scope));
    if (call.mayBeLocal && !this.#setting.budget.hasRoom) this.#waiting.set(key, call);
    else this.#begin(key, call);
  }

  /** A call that was not begun says at once that it will not be. */
  cancel(key: string): void {
    this.#underWay.get(key)?.cancel();
    const command = this.#waiting.get(key)?.command ?? this.#held.get(key);
    if (command === undefined) return;
    this.#waiting.delete(key);
    this.#held.delete(key);
    this.#setting.onEvents([describeCanceledCall(command)]);
  }

  /** Activities may be started: what was held back is made. */
  resume(): void {
    for (const call of this.#underWay.values()) call.resume();
    const held = [...this.#held.values()];
    this.#held.clear();
    for (const command of held) this.start(command);
  }

  #hold(key: string, command: AdvanceCommand): void {
    this.#held.set(key, command);
    this.#setting.onHeld();
  }

  #begin(key: string, call: RunCall): void {
    this.#underWay.set(key, call);
    call.start();
  }

  #ended(key: string, scope: CancellationScope): void {
    this.#underWay.delete(key);
    this.#scopes.giveBack(scope);
    const [next] = this.#waiting;
    if (next === undefined || !this.#setting.budget.hasRoom) return;
    this.#waiting.delete(next[0]);
    this.#begin(...next);
  }
}

export function keyOf({ path, call }: { readonly path: TaskPath; readonly call: number }): string {
  return `${path}@${call}`;
}
