import type { AdvanceCommand, TaskPath } from "@taskloom/interfaces";
import { isAwaited } from "@taskloom/interpreter";
import type { CancellationScope } from "@temporalio/workflow";
import type { CallSetting } from "./call-setting.js";
import { describeCanceledCall } from "./failed-call.js";
import type { AttemptsBehind } from "./protocol.js";
import { mayBeLocal, RunCall, stepOf } from "./run-call.js";

/** The calls of a run: those under way, and those that must not begin yet or have no room. */
export class RunCalls {
  readonly #setting: CallSetting;
  readonly #underWay = new Map<string, RunCall>();
  readonly #held = new Map<string, AdvanceCommand>();
  readonly #behind: Readonly<Record<string, AttemptsBehind>>;

  constructor(setting: CallSetting, behind: Readonly<Record<string, AttemptsBehind>>) {
    this.#setting = setting;
    this.#behind = behind;
  }

  /** Whether no activity is under way whose result is still wanted. */
  get areIdle(): boolean {
    return [...this.#underWay.values()].every(({ isIdle }) => isIdle);
  }

  /** What calls have to know when another execution makes them, by `<path>@<call>`. */
  get attemptsBehind(): Record<string, AttemptsBehind> {
    const begun = [...this.#underWay].map(([key, { attemptsBehind }]) => [key, attemptsBehind] as const);
    const carried = [...this.#held.keys()].flatMap((key) => {
      const behind = this.#behind[key];
      return behind === undefined ? [] : [[key, behind] as const];
    });
    return Object.fromEntries([...carried, ...begun]);
  }

  /** Makes a call as soon as it may be made. One that is no longer wanted, by what was folded since, says so at once. */
  start(command: AdvanceCommand): void {
    const { state, mayStart, onEvents, onHeld } = this.#setting;
    const key = keyOf(command);
    if (!isAwaited(state, command)) return onEvents([describeCanceledCall(command)]);
    if (this.#mayBegin(command)) return this.#begin(key, command);
    this.#held.set(key, command);
    if (!mayStart()) onHeld();
  }

  /** A call that was not begun says at once that it will not be. */
  cancel(key: string): void {
    this.#underWay.get(key)?.cancel();
    const command = this.#held.get(key);
    if (command === undefined) return;
    this.#held.delete(key);
    this.#setting.onEvents([describeCanceledCall(command)]);
  }

  /** Activities may be started, or there is room for further ones: what was held back is made, in order. */
  resume(): void {
    for (const call of this.#underWay.values()) call.resume();
    for (const [key, command] of this.#held) {
      if (isAwaited(this.#setting.state, command) && !this.#mayBegin(command)) continue;
      this.#held.delete(key);
      this.start(command);
    }
  }

  #mayBegin(command: AdvanceCommand): boolean {
    const { mayStart, budget } = this.#setting;
    return mayStart() && (budget.hasRoom || !mayBeLocal(this.#setting, stepOf(this.#setting, command)));
  }

  #begin(key: string, command: AdvanceCommand): void {
    const scope = this.#setting.scopes.take();
    const call = new RunCall(this.#setting, command, scope, this.#behind[key], () => this.#ended(key, scope));
    this.#underWay.set(key, call);
    call.start();
  }

  #ended(key: string, scope: CancellationScope): void {
    this.#underWay.delete(key);
    this.#setting.scopes.giveBack(scope);
  }
}

export function keyOf({ path, call }: { readonly path: TaskPath; readonly call: number }): string {
  return `${path}@${call}`;
}
