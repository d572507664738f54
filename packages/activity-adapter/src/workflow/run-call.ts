import type { AdvanceCommand, AdvanceResult, PlanStep, ProposalEvent, TaskError } from "@taskloom/interfaces";
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
  #isWaiting = false;

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
    this.#step = record === undefined || record.step === "" ? undefined : setting.index.step(record.step);
    this.#isUnit = this.#step?.relaxed === true && this.#step.slow !== true;
    const next = Math.max(command.attempt, 1);
    this.#behind = behind ?? { next, memo: record?.memo ?? null, repeats: 0, waitedMs: 0 };
  }

  /** A relaxed unit that can still be a local activity. */
  get mayBeLocal(): boolean {
    return this.#isUnit && this.#step?.queue === undefined && this.#setting.budget.hasTime;
  }

  /** Whether it waits before it is made again, or is no longer wanted. */
  get isIdle(): boolean {
    return this.#isHeldUp || this.#isWaiting || this.#scope.consideredCancelled;
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
    const isLocal = this.mayBeLocal;
    if (isLocal) this.#setting.budget.begin();
    this.#schedule(input, isLocal).then(
      (output) => this.#guard(() => this.#returned(output, isLocal)),
      (error: unknown) => this.#guard(() => this.#failed(error, isLocal)),
    );
  }

  /** Its handler is told to stop. */
  cancel(): void {
    this.#scope.cancel();
    this.resume();
  }

  /** Makes the attempt that was held back. */
  resume(): void {
    if (this.#isWaiting) this.#again();
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

  #returned({ result, attempt, memo }: AdvanceOutput, wasLocal: boolean): void {
    this.#noteRecorded(wasLocal, result.outcome === "proposal" ? result.events : []);
    if (result.outcome === "proposal") return this.#end(() => this.#setting.onProposal(result.events));
    this.#behind = { ...this.#behind, next: attempt, memo };
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
    this.#noteRecorded(wasLocal, []);
    const isLost = this.#isUnit && isUnanswered(error);
    const event = isLost ? describeLostUnit(this.command) : describeFailedCall(this.command, this.#step, error);
    this.#end(() => this.#setting.onEvents([event]));
  }

  #noteRecorded(wasLocal: boolean, events: readonly ProposalEvent[]): void {
    const { budget } = this.#setting;
    if (wasLocal) budget.end(events);
    else budget.recorded();
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
    this.#scope
      .run(async () => sleep(ms))
      .then(
        () => this.#guard(() => this.#again()),
        () => this.#guard(() => this.#again()),
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
    this.#isWaiting = this.#isWanted && !mayStart();
    if (this.#isWaiting) return onHeld();
    this.start();
  }

  /** What was folded since it was asked for may have ended its task. */
  get #isWanted(): boolean {
    return !this.#scope.consideredCancelled && isAwaited(this.#setting.state, this.command);
  }

  #cancelled(): void {
    this.#end(() => this.#setting.onEvents([describeCanceledCall(this.command)]));
  }

  #end(tell: () => void): void {
    this.#setting.onBlocked(this.command.path, undefined);
    this.#onDone();
    tell();
  }

  #guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#setting.onFault(error);
    }
  }
}
