import {
  isTerminalStatus,
  type Command,
  type RunEvent,
  type RunState,
  type Signal,
  type SignalChange,
  type TaskPath,
  type TaskStatus,
} from "@taskloom/interfaces";
import { resumeCommands } from "@taskloom/interpreter";
import { CancellationScope, setCurrentDetails, workflowInfo } from "@temporalio/workflow";
import { Continuing } from "./continuing.js";
import { describeOpenTasks } from "./current-details.js";
import type { EarlySignals } from "./early-signals.js";
import { LocalBudget } from "./local-budget.js";
import { createCarryCheck } from "./message-size.js";
import type { CancelMark, CarriedRun, RunInput, RunOptions } from "./protocol.js";
import { keyOf, RunCalls } from "./run-calls.js";
import { RunFold } from "./run-fold.js";
import type { RunJournal } from "./run-journal.js";
import { RunScopes } from "./run-scopes.js";
import { RunTimers } from "./run-timers.js";
import { showStatus } from "./show-status.js";
import { Turns, type Hear } from "./turns.js";
import { ValueMoves } from "./value-moves.js";

/** How a workflow execution goes on: not at all, or as a new one. */
export type Outcome = "ended" | CarriedRun;

/** Drives one run: folds what comes into its state, and performs the commands that follow at once. */
export class RunDriver {
  readonly budget: LocalBudget = new LocalBudget();
  /** Resolves when the run has ended, or is to continue as new; rejects when the workflow's code has a fault. */
  readonly outcome: Promise<Outcome>;
  readonly #scope = new CancellationScope({ cancellable: false });
  readonly #scopes: RunScopes;
  readonly #options: RunOptions;
  readonly #run: RunFold;
  readonly #timers: RunTimers;
  readonly #moves: ValueMoves;
  readonly #calls: RunCalls;
  readonly #continuing: Continuing;
  readonly #turns: Turns;
  #over: (outcome: Outcome) => void = () => undefined;
  #fault: (error: unknown) => void = () => undefined;
  #commands: Command[] = [];
  #isPerforming = false;
  #isOver = false;
  #shown: TaskStatus;
  #cancelMark: CancelMark | undefined;

  constructor(input: RunInput) {
    const { definition, options, carried } = input;
    this.outcome = new Promise((resolve, reject) => {
      this.#over = resolve;
      this.#fault = reject;
    });
    this.#options = options;
    this.#cancelMark = carried?.cancelMark;
    this.#shown = carried?.state.status ?? "running";
    this.#run = new RunFold(input);
    const { index, state } = this.#run;
    const hear: Hear = (heard) => this.#hear(heard);
    this.#turns = new Turns(
      () => this.budget.isLocalUnderWay,
      () => this.#show(),
    );
    const canCarry = createCarryCheck(input, state);
    this.#continuing = new Continuing(this.#scope, options.continueAfterEvents, hear, canCarry);
    const hasLocal = Object.values(input.plan.steps).some(({ relaxed }) => relaxed === true);
    this.#scopes = new RunScopes(this.#scope, this.#turns, hear, hasLocal);
    this.#timers = new RunTimers(this.#scopes, hear);
    this.#moves = new ValueMoves(this.#scope, state, hear);
    this.#calls = new RunCalls(
      {
        index,
        state,
        definition,
        options,
        budget: this.budget,
        scopes: this.#scopes,
        wake: () => this.#perform([]),
        onEvents: (events) => this.#perform(this.#run.fold(events)),
        onProposal: (events) => this.#perform(this.#run.propose(events)),
        turns: this.#turns,
        inTurn: (act) => this.#inTurn(act),
        mayStart: () => this.#mayStart,
        onHeld: () => this.#held(),
        onBlocked: (path, code) => this.#noteBlocked(path, code),
        onFault: (error) => this.#fault(error),
      },
      carried?.attempts ?? {},
    );
  }

  get state(): RunState {
    return this.#run.state;
  }

  get journal(): RunJournal {
    return this.#run.journal;
  }

  /** Whether it will end as soon as the handlers that were told to stop have returned. */
  get isClosing(): boolean {
    return this.state.closing !== undefined && this.state.endedAt === undefined;
  }

  /** Begins the run, or takes it up where it continued as new. What came with its start finds a run that has begun. */
  begin(input: RunInput, { events, mark }: EarlySignals): void {
    this.noteCancelMark(mark);
    this.#inTurn(() => this.#perform([...this.#beginOrResume(input), ...this.#run.fold(events)]));
  }

  #beginOrResume({ carried, kept, refused }: RunInput): readonly Command[] {
    if (carried === undefined && kept === undefined) {
      return this.#run.fold([{ kind: "run_started", ...(refused !== undefined && { refused }) }]);
    }
    if (kept !== undefined) this.#run.repeat(kept);
    return resumeCommands(this.state);
  }

  /** Folds a signal, and says what has become of it at once. */
  receive(signal: Signal): SignalChange["verdict"] {
    return this.#turns.interject(() => {
      const { verdict, commands } = this.#run.receive(signal);
      this.#perform(commands);
      return verdict;
    });
  }

  /** Folds what a person or a program asks for, at once. */
  fold(event: RunEvent): void {
    this.#turns.interject(() => this.#perform(this.#run.fold([event])));
  }

  /** Folds a signal in its turn. */
  signal(event: RunEvent): void {
    this.#hear(() => [event]);
  }

  /** Who is about to cancel the run, and why: Temporal's own cancel does not say it. */
  noteCancelMark(mark: CancelMark | undefined): void {
    this.#cancelMark = mark ?? this.#cancelMark;
  }

  cancel(): void {
    this.#hear(() => [{ kind: "cancel_requested", ...(this.#cancelMark ?? { requestId: "temporal" }) }]);
  }

  #hear(heard: () => readonly RunEvent[]): void {
    this.#inTurn(() => this.#perform(this.#run.fold(heard())));
  }

  /** Does in its turn what something else than a local activity's result leads to. */
  #inTurn(act: () => void): void {
    const length = workflowInfo();
    this.#turns.take(() => {
      this.#continuing.note(length);
      act();
    });
  }

  #perform(commands: readonly Command[]): void {
    this.#commands.push(...commands);
    // What is performed can lead to further commands: they join those at hand.
    if (this.#isPerforming) return;
    this.#isPerforming = true;
    if (this.#mayStart) this.#calls.resume();
    for (const command of this.#commands) this.#performOne(command);
    this.#commands = [];
    this.#isPerforming = false;
    this.#showPause();
    this.#continueIfIdle();
  }

  /** Those who list runs see that it is paused, and that it is no longer. */
  #showPause(): void {
    const { status } = this.state;
    if (isTerminalStatus(status) || status === this.#shown) return;
    this.#shown = status;
    showStatus(this.#options, status);
  }

  /** Shows how far the run has got. */
  #show(): void {
    this.#run.tell();
    setCurrentDetails(describeOpenTasks(this.state, this.journal.blocked));
  }

  #performOne(command: Command): void {
    switch (command.kind) {
      case "advance":
        return this.#calls.start(command);
      case "cancel_call":
        return this.#calls.cancel(keyOf(command));
      case "start_timer":
        return this.#startTimer(command.timer, command.at);
      case "cancel_timer":
        return this.#timers.cancel(command.timer);
      case "move_values":
        return this.#moves.start(command.places);
      case "end_run":
        return this.#end("ended");
    }
  }

  #end(outcome: Outcome): void {
    this.#isOver = true;
    this.#over(outcome);
  }

  /** Nothing new begins during a pause; nor when the run is to continue as new, which waits for what is under way. */
  get #mayStart(): boolean {
    return !this.#isOver && this.state.status !== "paused" && !this.#continuing.isWanted;
  }

  #held(): void {
    this.#continuing.beginToWait();
    this.#perform([]);
  }

  /** Nothing that is under way can be carried over: only what is held back, or held up. A run that closes, closes here. */
  #continueIfIdle(): void {
    const { state } = this;
    const isOpen = state.closing === undefined && state.endedAt === undefined;
    const isIdle = this.#calls.areIdle && this.#moves.areIdle;
    if (this.#isOver || !isOpen || !isIdle || !this.#continuing.isWanted) return;
    const cancelMark = this.#cancelMark;
    this.#end({ state, attempts: this.#calls.attemptsBehind, ...(cancelMark !== undefined && { cancelMark }) });
  }

  /** It may have been cancelled by what was folded with its start. */
  #startTimer(timer: string, at: number): void {
    if (this.state.timers[timer] !== undefined) this.#timers.start(timer, at);
  }

  #noteBlocked(path: TaskPath, code: string | undefined): void {
    if (code === undefined) this.journal.blocked.delete(path);
    else this.journal.blocked.set(path, code);
  }
}
