import type { Command, RunEvent, RunState, Signal, SignalChange, TaskPath } from "@taskloom/interfaces";
import { resumeCommands } from "@taskloom/interpreter";
import { CancellationScope, setCurrentDetails } from "@temporalio/workflow";
import { Continuing } from "./continuing.js";
import { describeOpenTasks } from "./current-details.js";
import { LocalBudget } from "./local-budget.js";
import { createCarryCheck } from "./message-size.js";
import type { CancelMark, CarriedRun, RunInput } from "./protocol.js";
import { keyOf, RunCalls } from "./run-calls.js";
import { RunFold } from "./run-fold.js";
import type { RunJournal } from "./run-journal.js";
import { RunTimers } from "./run-timers.js";
import { ValueMoves } from "./value-moves.js";

/** How a workflow execution goes on: not at all, or as a new one. */
export type Outcome = "ended" | CarriedRun;

/** Drives one run: folds events into its state, and performs the commands that follow once all of an activation is folded. */
export class RunDriver {
  readonly budget: LocalBudget = new LocalBudget();
  readonly #scope = new CancellationScope({ cancellable: false });
  readonly #run: RunFold;
  readonly #timers: RunTimers;
  readonly #moves: ValueMoves;
  readonly #calls: RunCalls;
  readonly #continuing: Continuing;
  readonly #over: (outcome: Outcome) => void;
  readonly #fault: (error: unknown) => void;
  readonly #settled = Promise.resolve();
  #commands: Command[] = [];
  #isPerforming = false;
  #isOver = false;
  #cancelMark: CancelMark | undefined;

  constructor(input: RunInput, over: (outcome: Outcome) => void, fault: (error: unknown) => void) {
    const { definition, options, carried } = input;
    this.#over = over;
    this.#fault = fault;
    this.#cancelMark = carried?.cancelMark;
    this.#run = new RunFold(input);
    const { index, state } = this.#run;
    const wake = (): void => this.#perform([]);
    const canCarry = createCarryCheck(input, state);
    this.#continuing = new Continuing(this.#scope, options.continueAfterEvents, wake, canCarry);
    this.#timers = new RunTimers(this.#scope, (timer) => this.fold([{ kind: "timer_fired", timer }]));
    this.#moves = new ValueMoves(this.#scope, state, (events) => this.fold(events));
    this.#calls = new RunCalls(
      {
        index,
        state,
        definition,
        options,
        budget: this.budget,
        around: this.#scope,
        onEvents: (events) => this.fold(events),
        onProposal: (events) => this.#perform(this.#run.propose(events)),
        mayStart: () => this.#mayStart,
        onHeld: () => this.#held(),
        onBlocked: (path, code) => this.#noteBlocked(path, code),
        onFault: fault,
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

  /** Begins the run, or takes it up where it continued as new. */
  begin({ carried, kept, refused }: RunInput): void {
    if (carried !== undefined) return this.#perform(resumeCommands(this.state));
    if (refused !== undefined) return this.fold([{ kind: "run_started", refused }]);
    if (kept === undefined) return this.fold([{ kind: "run_started" }]);
    for (const { at, events } of kept) this.#run.fold(events, at);
    this.#perform(resumeCommands(this.state));
  }

  /** Folds a signal, and says what has become of it at once. */
  receive(signal: Signal): SignalChange["verdict"] {
    const { verdict, commands } = this.#run.receive(signal);
    this.#perform(commands);
    return verdict;
  }

  /** Folds events; what follows is performed when everything that came with them is folded. */
  fold(events: readonly RunEvent[]): void {
    this.#perform(this.#run.fold(events));
  }

  /** Who is about to cancel the run, and why: Temporal's own cancel does not say it. */
  noteCancelMark(mark: CancelMark | undefined): void {
    this.#cancelMark = mark ?? this.#cancelMark;
  }

  cancel(): void {
    this.fold([{ kind: "cancel_requested", ...(this.#cancelMark ?? { requestId: "temporal" }) }]);
  }

  #perform(commands: readonly Command[]): void {
    this.#commands.push(...commands);
    if (this.#isPerforming) return;
    this.#isPerforming = true;
    // Results of one activation resolve one after the other: this comes after the last of them.
    this.#settled.then(
      () => this.#performAll(),
      () => undefined,
    );
  }

  #performAll(): void {
    try {
      if (this.#mayStart) this.#calls.resume();
      // What is performed can lead to further commands: they join those at hand.
      for (const command of this.#commands) this.#performOne(command);
      this.#commands = [];
      this.#isPerforming = false;
      this.#run.tell();
      setCurrentDetails(describeOpenTasks(this.state, this.journal.blocked));
      this.#continueIfIdle();
    } catch (error) {
      this.#fault(error);
    }
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
        this.#timers.cancelAll();
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
