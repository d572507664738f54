import {
  ROOT_PATH,
  type AdvanceCommand,
  type Command,
  type ProposalEvent,
  type RunEvent,
  type RunState,
  type TaskPath,
  type TimerId,
  type ValuePlace,
} from "@taskloom/interfaces";
import { applyProposal, indexPlan, reduce, resumeCommands, type Observer, type PlanIndex } from "@taskloom/interpreter";
import { createRunNotes, type RunNotes } from "@taskloom/runs";
import { TaskloomError } from "@taskloom/shared";
import type { KnownDefinition } from "@taskloom/advance";
import type { EngineSetting } from "./engine-setting.js";
import { HeldCalls } from "./held-calls.js";
import type { HeldCall } from "./journal/journal-store.js";
import { JournalWriter } from "./journal-writer.js";
import { listLostAttempts } from "./lost-attempts.js";
import { moveValues } from "./move-values.js";
import { RunCalls } from "./run-calls.js";
import { createRunTimers, type RunTimers } from "./run-timers.js";

export interface RunDriverOptions {
  readonly setting: EngineSetting;
  readonly definition: KnownDefinition;
  readonly state: RunState;
  readonly epoch: number;
  /** What the journal says of calls that were held up. */
  readonly held: readonly HeldCall[];
  /** The run has ended, or is no longer this process's. */
  readonly onGone: () => void;
  /** The run cannot go on in this process; `onGone` came before. */
  readonly onFailed: (error: unknown) => void;
}

/** Events that were folded, and what follows from them. */
interface Change {
  readonly events: readonly RunEvent[];
  readonly commands: readonly Command[];
}

/** Drives one run: folds events into its state, records them, and then performs the commands that follow. */
export class RunDriver {
  readonly state: RunState;
  /** Why something outside holds tasks up, by path. */
  readonly blocked: Map<TaskPath, string> = new Map();
  readonly #setting: EngineSetting;
  readonly #index: PlanIndex;
  readonly #writer: JournalWriter;
  readonly #timers: RunTimers;
  readonly #calls: RunCalls;
  readonly #held: HeldCalls;
  readonly #notes: RunNotes;
  readonly #options: RunDriverOptions;
  #mode: "running" | "draining" | "stopped" = "running";

  constructor(options: RunDriverOptions) {
    const { setting, state, definition, epoch, held } = options;
    const { journal, clock, timers } = setting;
    this.#options = options;
    this.#setting = setting;
    this.state = state;
    this.#index = indexPlan(definition.compiled.plan);
    this.#notes = createRunNotes(setting.log, () => clock.now(), state.runId);
    this.#timers = createRunTimers(clock, timers, (timer) => this.fold([{ kind: "timer_fired", timer }]));
    this.#held = new HeldCalls({ journal, run: state.runId, held, blocked: this.blocked });
    this.#calls = new RunCalls({
      setting,
      definition: definition.compiled,
      index: this.#index,
      state,
      onPlace: (command) => this.#beginAttempt(command),
      held: this.#held,
      onEvents: (events) => this.fold(events),
      onProposal: (events) => this.propose(events),
    });
    this.#writer = new JournalWriter({
      journal,
      timers,
      run: state.runId,
      epoch,
      state,
      onRecorded: (commands) => this.#recorded(commands),
      onLost: () => this.#lose(),
      onFailed: (error) => this.#fail(error),
      onBlocked: (code) => this.#noteBlocked(code),
    });
  }

  /** Begins a run that was just created: its first events are recorded already. */
  begin(): void {
    this.#recorded(resumeCommands(this.state));
  }

  /** Takes up a run whose state was restored: attempts that were under way in a process that is gone have failed. */
  takeUp(): void {
    const lost = listLostAttempts(this.#index, this.state, this.#held);
    const again = resumeCommands(this.state).filter((command) => !isLost(command, lost));
    if (lost.length > 0) this.fold(lost);
    this.#recorded(again);
  }

  /** Folds events and records them; `consumed` are the messages that they came from. */
  fold(events: readonly RunEvent[], consumed?: readonly number[]): void {
    this.#change(events, (at) => ({ events, commands: events.flatMap((event) => this.#reduce(event, at)) }), consumed);
  }

  /** Folds a call's answer: what has been overtaken is dropped. */
  propose(events: readonly ProposalEvent[]): void {
    this.#change(events, (at) => {
      // Only the first can be late: it is a fact, and the others are dropped then.
      const observe = this.#observe(events[0]);
      const { folded, commands } = applyProposal(this.#index, this.state, events, at, observe);
      return { events: folded, commands };
    });
  }

  /** Resolves when everything that was folded so far is durable; with false when another process has to do it. */
  async recorded(): Promise<boolean> {
    return this.#writer.recorded();
  }

  /** Begins nothing more, and resolves when what was under way has ended and is recorded. */
  async drain(): Promise<void> {
    if (this.#mode === "running") this.#mode = "draining";
    this.#timers.cancelAll();
    this.#calls.leave();
    await this.#calls.settled();
    await this.#writer.recorded();
  }

  /** Tells the handlers under way to stop; what they return all the same is recorded. */
  tellHandlers(): void {
    this.#calls.stop();
  }

  /** Leaves the run as it is: its handlers are told to stop, nothing more is recorded. */
  stop(): void {
    if (this.#mode === "stopped") return;
    this.#leave();
    this.#calls.stop();
    this.#writer.close();
  }

  /** Makes a change of the state and records it. A state that cannot be folded is a fault of ours: the run stays as it is recorded. */
  #change(asked: readonly RunEvent[], make: (at: number) => Change, consumed?: readonly number[]): void {
    if (this.state.endedAt !== undefined) return this.#notes.late(asked[0]);
    if (this.#mode === "stopped") return;
    const at = this.#setting.clock.now();
    const firstSeq = this.state.seq + 1;
    try {
      const { events, commands } = make(at);
      const started = this.#startAttempts(commands, at);
      const all = { events: [...events, ...started.events], commands: [...commands, ...started.commands] };
      this.#writer.write({ at, firstSeq, ...all, ...(consumed === undefined ? {} : { consumed }) });
    } catch (error) {
      this.#fail(error);
    }
  }

  #reduce(event: RunEvent, at: number): readonly Command[] {
    return reduce(this.#index, this.state, event, at, this.#observe(event)).commands;
  }

  #observe(event: RunEvent | undefined): Observer | undefined {
    const note = this.#notes.observe(this.state, event);
    const { watcher } = this.#setting;
    if (watcher === undefined) return note;
    const { plan } = this.#options.definition.compiled;
    return (change) => {
      note?.(change);
      watcher.changes(plan, change);
    };
  }

  /** Attempts that begin as soon as this is recorded are noted in the same write: a crash then uses them up. */
  #startAttempts(commands: readonly Command[], at: number): Change {
    const placed = this.#mode === "running" ? this.#calls.takePlaces(commands) : [];
    const events = placed.map(toStarted);
    return { events, commands: events.flatMap((event) => this.#reduce(event, at)) };
  }

  /** An attempt that had to wait can begin. */
  #beginAttempt(command: AdvanceCommand): void {
    const event = toStarted(command);
    this.#change([event], (at) => ({ events: [event], commands: [...this.#reduce(event, at), command] }));
  }

  #recorded(commands: readonly Command[]): void {
    this.#setting.news.tell(this.state.runId);
    for (const command of commands) {
      if (this.#mode === "running" || (this.#mode === "draining" && command.kind === "end_run")) this.#perform(command);
    }
  }

  #perform(command: Command): void {
    switch (command.kind) {
      case "advance":
        return this.#calls.start(command);
      case "cancel_call":
        return this.#calls.cancel(command);
      case "start_timer":
        return this.#startTimer(command.timer, command.at);
      case "cancel_timer":
        return this.#timers.cancel(command.timer);
      case "move_values":
        return void this.#moveValues(command.places);
      case "end_run":
        return this.#leave();
    }
  }

  /** A timer may have been cancelled while its start was being recorded. */
  #startTimer(timer: TimerId, at: number): void {
    if (this.state.timers[timer] !== undefined) this.#timers.start(timer, at);
  }

  #noteBlocked(code: string | undefined): void {
    if (code === undefined) this.blocked.delete(ROOT_PATH);
    else this.blocked.set(ROOT_PATH, code);
  }

  async #moveValues(places: readonly ValuePlace[]): Promise<void> {
    const { blobs, timers, report } = this.#setting;
    const isWanted = (): boolean => this.#mode === "running";
    try {
      const event = await moveValues({ state: this.state, blobs, timers, isWanted }, places);
      if (event !== undefined) this.fold([event]);
    } catch (error) {
      report("values could not be moved out of the run's state", error, this.state.runId);
    }
  }

  /** What its handlers do from now on is the other process's to judge. */
  #lose(): void {
    const { runId } = this.state;
    const error = new TaskloomError("OWNERSHIP_LOST", `run '${runId}' is another process's now`, {
      details: { runId },
    });
    this.#setting.report("the run's handlers here are told to stop", error, runId);
    this.stop();
  }

  #fail(error: unknown): void {
    this.#setting.report("the run cannot go on in this process", error, this.state.runId);
    this.stop();
    this.#options.onFailed(error);
  }

  #leave(): void {
    this.#mode = "stopped";
    this.#timers.cancelAll();
    this.#calls.leave();
    this.blocked.clear();
    this.#options.onGone();
    this.#setting.news.tell(this.state.runId);
  }
}

function toStarted({ path, call, attempt }: AdvanceCommand): RunEvent {
  return { kind: "attempt_started", path, call, attempt };
}

function isLost(command: Command, lost: readonly RunEvent[]): boolean {
  if (command.kind !== "advance") return false;
  return lost.some((event) => "call" in event && event.path === command.path && event.call === command.call);
}
