import type { AdvanceCommand, AdvanceResult, PlanStep, TaskError } from "@taskloom/interfaces";
import { computeBackoff, describeHopeless, isAwaited, isHopeless } from "@taskloom/interpreter";
import { scheduleActivity, scheduleLocalActivity, sleep, type CancellationScope } from "@temporalio/workflow";
import { createAdvanceInput, type CallMaking } from "./advance-input.js";
import { toActivityOptions, toLocalOptions } from "./call-options.js";
import type { CallSetting } from "./call-setting.js";
import { describeCanceledCall, describeFailedCall, describeLostUnit, isUnanswered } from "./failed-call.js";
import { describeTooLarge } from "./message-size.js";
import { ACTIVITY_PREFIX, type AdvanceInput, type AdvanceOutput, type AttemptsBehind } from "./protocol.js";

type Blocked = Extract<AdvanceResult, { outcome: "blocked" }>;

/** Older workers may serve the request: they are asked again after this time. */
const OTHER_PROTOCOL_MS = 5_000;

/** The step of a call; the run's own has none. */
export function stepOf({ state, index }: CallSetting, { path }: AdvanceCommand): PlanStep | undefined {
  const record = state.tasks[path];
  return record === undefined || record.step === "" ? undefined : index.step(record.step);
}

function isUnit(step: PlanStep | undefined): boolean {
  return step?.relaxed === true && step.slow !== true;
}

/** Whether a call of the step can be a local activity, if there is room for one. */
export function mayBeLocal({ budget }: CallSetting, step: PlanStep | undefined): boolean {
  return isUnit(step) && step?.queue === undefined && budget.hasTime;
}

/** A call under way: one activity after the other, until it gives a proposal or is no longer wanted. */
export class RunCall {
  readonly command: AdvanceCommand;
  readonly #setting: CallSetting;
  readonly #step: PlanStep | undefined;
  readonly #scope: CancellationScope;
  readonly #onDone: () => void;
  #isUnit: boolean;
  #behind: AttemptsBehind;
  #missing: CallMaking["missing"] = {};
  #carriesAll = false;
  #isHeldUp = false;
  #isHeldBack = false;
  #isCancelled = false;

  constructor(
    setting: CallSetting,
    command: AdvanceCommand,
    scope: CancellationScope,
    behind: AttemptsBehind | undefined,
    onDone: () => void,
  ) {
    const record = setting.state.tasks[command.path];
    this.command = command;
    this.#setting = setting;
    this.#scope = scope;
    this.#onDone = onDone;
    this.#step = stepOf(setting, command);
    this.#isUnit = isUnit(this.#step);
    const next = Math.max(command.attempt, 1);
    this.#behind = behind ?? { next, memo: record?.memo ?? null, repeats: 0, waitedMs: 0 };
  }

  /** Whether it waits before it is made again, or is no longer wanted. */
  get isIdle(): boolean {
    return this.#isHeldUp || this.#isHeldBack || this.#isCancelled;
  }

  get attemptsBehind(): AttemptsBehind {
    return this.#behind;
  }

  start(): void {
    if (!this.#isWanted) return this.#cancelled();
    this.#noteAttempt();
    const input = this.#createInput();
    const error = describeTooLarge(input);
    if (error !== undefined) return this.#giveUp(error);
    const isLocal = this.#isUnit && mayBeLocal(this.#setting, this.#step);
    if (isLocal) this.#setting.budget.begin();
    this.#schedule(input, isLocal).then(
      (output) => this.#hear(isLocal, () => this.#returned(output, isLocal)),
      (error: unknown) => this.#hear(isLocal, () => this.#failed(error, isLocal)),
    );
  }

  /** Its handler is told to stop. */
  cancel(): void {
    this.#isCancelled = true;
    this.#setting.scopes.cancel(this.#scope, true);
    this.resume();
  }

  /** Makes the attempt that was held back. */
  resume(): void {
    if (this.#isHeldBack) this.#again();
  }

  /** An attempt counts from the moment at which it is scheduled; Temporal counts those that it makes again. */
  #noteAttempt(): void {
    const { path, call, attempt } = this.command;
    const isNew = attempt > (this.#setting.state.tasks[path]?.attempt ?? attempt);
    if (isNew && !this.#isUnit) this.#setting.onEvents([{ kind: "attempt_started", path, call, attempt }]);
  }

  // oxlint-disable-next-line typescript/promise-function-async -- in the sandbox a promise costs 40 µs, `async` three
  #schedule(input: AdvanceInput, isLocal: boolean): Promise<AdvanceOutput> {
    const summary = this.command.path;
    const name = `${ACTIVITY_PREFIX}${this.#step?.type ?? "run"}`;
    if (isLocal) {
      const options = { ...toLocalOptions(this.#step), summary };
      // oxlint-disable-next-line typescript/promise-function-async -- as above
      return this.#scope.run(() => scheduleLocalActivity<AdvanceOutput>(name, [input], options));
    }
    this.#setting.scopes.begin(this.#scope);
    const options = { ...toActivityOptions(this.#step, this.#isUnit, this.#behind.next), summary };
    // oxlint-disable-next-line typescript/promise-function-async -- as above
    return this.#scope.run(() => scheduleActivity<AdvanceOutput>(name, [input], options));
  }

  #createInput(): AdvanceInput {
    const making = {
      behind: this.#behind,
      isUnit: this.#isUnit,
      missing: this.#missing,
      carriesAll: this.#carriesAll,
    };
    return createAdvanceInput(this.#setting, this.command, making);
  }

  #returned({ result, attempt, memo, tookMs }: AdvanceOutput, wasLocal: boolean): void {
    this.#noteOver(wasLocal, tookMs);
    if (result.outcome === "proposal") return this.#end(() => this.#setting.onProposal(result.events));
    this.#behind = { ...this.#behind, next: attempt, memo };
    this.#goOn(result);
    // Others may have room now.
    this.#setting.wake();
  }

  #goOn(result: Exclude<AdvanceOutput["result"], { outcome: "proposal" }>): void {
    switch (result.outcome) {
      case "blocked":
        return this.#holdUp(result);
      case "paused":
        return this.#again();
      case "slow":
        this.#isUnit = false;
        return this.#again();
      case "value_miss":
        this.#carriesAll = true;
        return this.#again();
      case "store_miss":
        this.#missing = result;
        return this.#again();
    }
  }

  #failed(error: unknown, wasLocal: boolean): void {
    this.#noteOver(wasLocal);
    const isLost = this.#isUnit && isUnanswered(error);
    const event = isLost ? describeLostUnit(this.command) : describeFailedCall(this.command, this.#step, error);
    this.#end(() => this.#setting.onEvents([event]));
  }

  /** An activity is over. `tookMs`: unknown when it gave no answer. */
  #noteOver(wasLocal: boolean, tookMs?: number): void {
    const { budget, turns, scopes } = this.#setting;
    if (wasLocal) budget.end(turns.count, tookMs);
    else budget.recorded(scopes.cameBack(this.#scope));
  }

  /** Something outside holds the call up: it is repeated later, and no attempt is used. */
  #holdUp(blocked: Blocked): void {
    const { options, onBlocked, onHeld } = this.#setting;
    const { path } = this.command;
    const { waitedMs } = this.#behind;
    if (isHopeless(blocked.code, waitedMs, options.handlerWaitMs)) {
      return this.#giveUp(describeHopeless(blocked, path));
    }
    onBlocked(path, blocked.code);
    const repeats = this.#behind.repeats + 1;
    const ms = blocked.code === "PROTOCOL_UNSUPPORTED" ? OTHER_PROTOCOL_MS : computeBackoff(repeats);
    this.#behind = { ...this.#behind, repeats, waitedMs: waitedMs + ms };
    this.#isHeldUp = true;
    this.#setting.scopes.begin(this.#scope);
    this.#scope
      .run(async () => sleep(ms))
      .then(
        () => this.#hear(false, () => this.#again()),
        () => this.#hear(false, () => this.#again()),
      );
    onHeld();
  }

  #giveUp(error: TaskError): void {
    const { path, call, attempt } = this.command;
    const event = { kind: "attempt_failed", path, call, attempt, error, retryable: false, final: true } as const;
    this.#end(() => this.#setting.onEvents([event]));
  }

  /** Makes the call again as soon as it may, if it is still wanted. */
  #again(): void {
    const { mayStart, onHeld } = this.#setting;
    this.#isHeldUp = false;
    this.#isHeldBack = this.#isWanted && !mayStart();
    if (this.#isHeldBack) return onHeld();
    this.start();
  }

  /** What was folded since it was asked for may have ended its task. */
  get #isWanted(): boolean {
    return !this.#isCancelled && isAwaited(this.#setting.state, this.command);
  }

  #cancelled(): void {
    this.#end(() => this.#setting.onEvents([describeCanceledCall(this.command)]));
  }

  #end(tell: () => void): void {
    this.#setting.onBlocked(this.command.path, undefined);
    this.#onDone();
    tell();
  }

  #hear(isLocal: boolean, act: () => void): void {
    const { turns, inTurn, onFault } = this.#setting;
    const heard = (): void => {
      try {
        act();
      } catch (error) {
        onFault(error);
      }
    };
    if (isLocal) turns.takeLocal(heard);
    else inTurn(heard);
  }
}
