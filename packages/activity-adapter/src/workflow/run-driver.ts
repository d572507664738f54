import type {
  AdvanceCommand,
  Command,
  ProposalEvent,
  RunEvent,
  RunState,
  Signal,
  SignalChange,
  TaskPath,
  ValuePlace,
  ValuesMoved,
} from "@taskloom/interfaces";
import {
  applyProposal,
  createRunState,
  indexPlan,
  readPlace,
  reduce,
  resumeCommands,
  type Observer,
  type PlanIndex,
} from "@taskloom/interpreter";
import { CancellationScope, scheduleActivity } from "@temporalio/workflow";
import { Continuing } from "./continuing.js";
import { describeCanceledCall } from "./failed-call.js";
import { LocalBudget } from "./local-budget.js";
import { fitsMessage, fitTogether } from "./message-size.js";
import { Observations } from "./observations.js";
import { ACTIVITY_PREFIX, type CancelMark, type CarriedRun, type MoveValuesInput, type RunInput } from "./protocol.js";
import { keyOf, RunCalls } from "./run-calls.js";
import { RunJournal } from "./run-journal.js";
import { RunTimers } from "./run-timers.js";

/** How a workflow execution goes on: not at all, or as a new one. */
export type Outcome = "ended" | CarriedRun;

/** Drives one run: folds events into its state, and performs the commands that follow once all of an activation is folded. */
export class RunDriver {
  readonly state: RunState;
  readonly index: PlanIndex;
  readonly journal: RunJournal;
  readonly budget: LocalBudget = new LocalBudget();
  readonly #scope = new CancellationScope({ cancellable: false });
  readonly #timers: RunTimers;
  readonly #calls: RunCalls;
  readonly #continuing: Continuing;
  readonly #observations: Observations;
  readonly #over: (outcome: Outcome) => void;
  readonly #fault: (error: unknown) => void;
  #commands: Command[] = [];
  #isPerforming = false;
  #isOver = false;
  #cancelMark: CancelMark | undefined;
  #moves = 0;

  constructor(input: RunInput, over: (outcome: Outcome) => void, fault: (error: unknown) => void) {
    const { plan, start, definition, options, carried } = input;
    this.#over = over;
    this.#fault = fault;
    this.#cancelMark = carried?.cancelMark;
    const wake = (): void => this.#perform([]);
    this.#continuing = new Continuing(this.#scope, options.continueAfterEvents, wake, () => fitsMessage(this.state));
    this.index = indexPlan(plan);
    this.journal = new RunJournal(start);
    this.#observations = new Observations(start.runId, plan);
    this.state = carried?.state ?? createRunState(start);
    const { index, state, budget } = this;
    this.#timers = new RunTimers(this.#scope, (timer) => this.fold([{ kind: "timer_fired", timer }]));
    this.#calls = new RunCalls(
      {
        index,
        state,
        definition,
        options,
        budget,
        around: this.#scope,
        onEvents: (events) => this.fold(events),
        onProposal: (events) => this.#propose(events),
        mayStart: () => this.#mayStart,
        onHeld: () => this.#held(),
        onBlocked: (path, code) => this.#noteBlocked(path, code),
        onFault: fault,
      },
      carried?.attempts ?? {},
    );
  }

  /** Begins the run, or takes it up where it continued as new. */
  begin({ carried, kept, refused }: RunInput): void {
    if (carried !== undefined) return this.#perform(resumeCommands(this.state));
    if (refused !== undefined) return this.fold([{ kind: "run_started", refused }]);
    if (kept === undefined) return this.fold([{ kind: "run_started" }]);
    for (const { at, events } of kept) this.#foldAt(at, events);
    this.#perform(resumeCommands(this.state));
  }

  /** Folds a signal, and says what has become of it at once. */
  receive(signal: Signal): SignalChange["verdict"] {
    let verdict: SignalChange["verdict"] = "kept";
    const observe: Observer = (change) => {
      if (change.kind === "signal" && change.signal === signal.id && change.path === undefined)
        verdict = change.verdict;
    };
    this.#perform(this.#foldAt(Date.now(), [{ kind: "signal_received", signal }], observe));
    return verdict;
  }

  /** Folds events; what follows is performed when everything that came with them is folded. */
  fold(events: readonly RunEvent[]): void {
    this.#perform(this.#foldAt(Date.now(), events));
  }

  /** Who is about to cancel the run, and why: Temporal's own cancel does not say it. */
  noteCancelMark(mark: CancelMark | undefined): void {
    this.#cancelMark = mark ?? this.#cancelMark;
  }

  cancel(): void {
    this.fold([{ kind: "cancel_requested", ...(this.#cancelMark ?? { requestId: "temporal" }) }]);
  }

  #foldAt(at: number, events: readonly RunEvent[], tell?: Observer): readonly Command[] {
    const { index, state } = this;
    return this.#record(at, () => {
      const commands = events.flatMap((event) => reduce(index, state, event, at, this.#observe(event, tell)).commands);
      return { folded: events, commands };
    });
  }

  #observe(event: RunEvent | undefined, tell?: Observer): Observer {
    return (change) => {
      if (event !== undefined) this.#observations.note(change, event);
      tell?.(change);
    };
  }

  #propose(events: readonly ProposalEvent[]): void {
    const at = Date.now();
    const { index, state } = this;
    // Only the first can be late: it is a fact, and the others are dropped then.
    const observe = this.#observe(events[0]);
    this.#perform(this.#record(at, () => applyProposal(index, state, events, at, observe)));
  }

  #record(
    at: number,
    fold: () => { readonly folded: readonly RunEvent[]; readonly commands: readonly Command[] },
  ): readonly Command[] {
    const firstSeq = this.state.seq + 1;
    const { folded, commands } = fold();
    this.journal.add(at, firstSeq, folded);
    return commands;
  }

  #perform(commands: readonly Command[]): void {
    this.#commands.push(...commands);
    if (this.#isPerforming) return;
    this.#isPerforming = true;
    // Results of one activation resolve one after the other: this comes after the last of them.
    Promise.resolve().then(
      () => this.#performAll(),
      () => undefined,
    );
  }

  #performAll(): void {
    try {
      const commands = this.#commands;
      this.#commands = [];
      this.#isPerforming = false;
      if (this.#mayStart) this.#calls.resume();
      for (const command of commands) this.#performOne(command);
      this.#observations.tell();
      this.#continueIfIdle();
    } catch (error) {
      this.#fault(error);
    }
  }

  #performOne(command: Command): void {
    switch (command.kind) {
      case "advance":
        return this.#advance(command);
      case "cancel_call":
        return this.#calls.cancel(keyOf(command));
      case "start_timer":
        return this.#startTimer(command.timer, command.at);
      case "cancel_timer":
        return this.#timers.cancel(command.timer);
      case "move_values":
        return this.#moveValues(command.places);
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
    const isIdle = this.#calls.areIdle && this.#moves === 0 && this.#commands.length === 0;
    if (this.#isOver || !isOpen || !isIdle || !this.#continuing.isWanted) return;
    const cancelMark = this.#cancelMark;
    this.#end({ state, attempts: this.#calls.attemptsBehind, ...(cancelMark !== undefined && { cancelMark }) });
  }

  #advance(command: AdvanceCommand): void {
    const { path, call } = command;
    if (this.state.tasks[path]?.call?.number === call) this.#calls.start(command);
    else this.fold([describeCanceledCall(command)]);
  }

  /** It may have been cancelled by what was folded with its start. */
  #startTimer(timer: string, at: number): void {
    if (this.state.timers[timer] !== undefined) this.#timers.start(timer, at);
  }

  #moveValues(places: readonly ValuePlace[]): void {
    const values = places.flatMap((place) => {
      const value = readPlace(this.state, place);
      return value === undefined ? [] : [{ place, value }];
    });
    if (values.length === 0 || !fitTogether(values)) return;
    const input: MoveValuesInput = { kind: "move_values", runId: this.state.runId, values };
    const options = { startToCloseTimeout: 60_000, retry: { maximumInterval: 30_000 }, summary: "large values" };
    this.#moves += 1;
    this.#scope
      .run(async () => scheduleActivity<ValuesMoved>(`${ACTIVITY_PREFIX}values`, [input], options))
      .then(
        (event) => this.#moved([event]),
        () => this.#moved([]),
      );
  }

  /** What could not be moved stays where it is. */
  #moved(events: readonly RunEvent[]): void {
    this.#moves -= 1;
    this.fold(events);
  }

  #noteBlocked(path: TaskPath, code: string | undefined): void {
    if (code === undefined) this.journal.blocked.delete(path);
    else this.journal.blocked.set(path, code);
  }
}
