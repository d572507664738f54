import {
  PROTOCOL_VERSION,
  type AdvanceCommand,
  type AdvanceRequest,
  type AdvanceResult,
  type PlanStep,
  type ProposalEvent,
  type RunEvent,
  type RunState,
  type TaskError,
} from "@taskloom/interfaces";
import { computeBackoff, describeHopeless, isHopeless, sliceOf, type PlanIndex } from "@taskloom/interpreter";
import { CancellationScope, scheduleActivity, scheduleLocalActivity, sleep } from "@temporalio/workflow";
import { toActivityOptions, toLocalOptions } from "./call-options.js";
import { describeCanceledCall, describeFailedCall, describeLostUnit, isUnanswered } from "./failed-call.js";
import { liftValues } from "./lift-values.js";
import type { LocalBudget } from "./local-budget.js";
import { describeTooLarge } from "./message-size.js";
import {
  ACTIVITY_PREFIX,
  type AdvanceInput,
  type AdvanceOutput,
  type AttemptsBehind,
  type DefinitionSource,
  type RunOptions,
} from "./protocol.js";

/** What the calls of a run have in common. */
export interface CallSetting {
  readonly index: PlanIndex;
  readonly state: RunState;
  readonly definition: DefinitionSource;
  readonly options: RunOptions;
  readonly around: CancellationScope;
  readonly budget: LocalBudget;
  readonly onEvents: (events: readonly RunEvent[]) => void;
  readonly onProposal: (events: readonly ProposalEvent[]) => void;
  /** Whether activities may be started: not during a pause, nor when the run is to continue as new. */
  readonly mayStart: () => boolean;
  /** A call waits until they may. */
  readonly onHeld: () => void;
  /** Something outside holds a call up, or no longer. */
  readonly onBlocked: (path: string, code: string | undefined) => void;
  /** The workflow's code has a fault: the workflow task fails. */
  readonly onFault: (error: unknown) => void;
}

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
  #missing: Pick<AdvanceRequest, "rebuild"> & { readonly definition?: boolean } = {};
  #carriesAll = false;
  #isHeldUp = false;
  #isWaiting = false;

  constructor(setting: CallSetting, command: AdvanceCommand, behind: AttemptsBehind | undefined, onDone: () => void) {
    const record = setting.state.tasks[command.path];
    this.command = command;
    this.#setting = setting;
    this.#onDone = onDone;
    this.#step = record === undefined || record.step === "" ? undefined : setting.index.step(record.step);
    this.#isUnit = this.#step?.relaxed === true && this.#step.slow !== true;
    const next = Math.max(command.attempt, 1);
    this.#behind = behind ?? { next, memo: record?.memo ?? null, repeats: 0, waitedMs: 0 };
    this.#scope = new CancellationScope({ cancellable: true, parent: setting.around });
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
    this.#noteAttempt();
    const input = this.#createInput();
    const error = describeTooLarge(input.request.slice, this.command.path);
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

  async #schedule(input: AdvanceInput, isLocal: boolean): Promise<AdvanceOutput> {
    const { command } = this;
    const name = `${ACTIVITY_PREFIX}${this.#step?.type ?? "run"}`;
    const summary = command.path;
    return this.#scope.run(async () =>
      isLocal
        ? scheduleLocalActivity<AdvanceOutput>(name, [input], { ...toLocalOptions(this.#step), summary })
        : scheduleActivity<AdvanceOutput>(name, [input], {
            ...toActivityOptions(this.#step, this.#isUnit, this.#behind.next),
            summary,
          }),
    );
  }

  #createInput(): AdvanceInput {
    const { index, state, definition, options } = this.#setting;
    const { path, call, ask } = this.command;
    const { rebuild } = this.#missing;
    const slice = sliceOf(index, state, path, this.#isUnit ? "unit" : "fused", rebuild);
    const sharedStore = options.sharedStore === true;
    const lifted = sharedStore && !this.#carriesAll ? liftValues(slice) : [];
    const basis = state.control;
    const request: AdvanceRequest = { protocol: PROTOCOL_VERSION, path, call, ask, basis, slice };
    return {
      kind: "advance",
      request: rebuild === undefined ? request : { ...request, rebuild },
      lifted,
      sharedStore,
      firstAttempt: this.#behind.next,
      memo: this.#behind.memo,
      relaxed: this.#isUnit,
      fuse: options.fuse ?? true,
      ...(this.#missing.definition === true && { definition: { plan: index.plan, source: definition } }),
    };
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
    const { state, mayStart, onHeld, onEvents } = this.#setting;
    const { path, call } = this.command;
    const isWanted = !this.#scope.consideredCancelled && state.tasks[path]?.call?.number === call;
    this.#isHeldUp = false;
    this.#isWaiting = isWanted && !mayStart();
    if (!isWanted) return this.#end(() => onEvents([describeCanceledCall(this.command)]));
    if (this.#isWaiting) return onHeld();
    this.start();
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
