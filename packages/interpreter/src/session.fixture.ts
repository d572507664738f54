import {
  ROOT_PATH,
  type AdvanceCommand,
  type Command,
  type RunChange,
  type RunEvent,
  type RunState,
  type TaskPath,
  type TaskStatus,
  type TimerId,
  type ValuePlace,
} from "@taskloom/interfaces";
import { createRunState } from "./create-run-state.js";
import { indexPlan, type PlanIndex } from "./plan-index.js";
import type { CompiledProgram } from "./program.fixture.js";
import { reduce } from "./reduce.js";
import { resumeCommands } from "./resume-commands.js";
import { answer } from "./script.fixture.js";
import { RUN_START } from "./test-run.fixture.js";

export interface Recorded {
  readonly at: number;
  readonly event: RunEvent;
  readonly commands: readonly Command[];
}

export type ActionKind =
  | "answer"
  | "start"
  | "fire"
  | "signal"
  | "repeat"
  | "late"
  | "pause"
  | "resume"
  | "cancel"
  | "terminate"
  | "outside";

const SIGNALS = ["taken", "taken", "left", "refused", "dropped", "process"] as const;

/** A run of a random program, driven by random numbers: it answers its calls, and does what else can happen to it. */
export class Session {
  readonly program: CompiledProgram;
  readonly index: PlanIndex;
  readonly state: RunState;
  readonly recorded: Recorded[] = [];
  readonly changes: RunChange[] = [];
  /** Calls and timers that are under way by the commands so far. */
  readonly calls: Map<string, AdvanceCommand> = new Map();
  readonly timers: Map<TimerId, number> = new Map();
  readonly places: ValuePlace[] = [];
  /** Calls that were told to stop and have not returned. */
  readonly told: AdvanceCommand[] = [];
  readonly statuses: Map<TaskPath, TaskStatus> = new Map();
  at = 0;
  readonly #check: (session: Session) => void;
  #actions = 0;

  /** `check` is called after each event. */
  constructor(
    program: CompiledProgram,
    check: (session: Session) => void = () => undefined,
    state: RunState = createRunState(RUN_START),
  ) {
    this.program = program;
    this.state = state;
    this.index = indexPlan(program.plan);
    this.#check = check;
  }

  start(): this {
    this.fold({ kind: "run_started" });
    return this;
  }

  /** Takes up a state that comes from elsewhere. */
  takeUp(): this {
    this.at = this.state.now;
    for (const { path, status } of Object.values(this.state.tasks)) this.statuses.set(path, status);
    this.statuses.delete(ROOT_PATH);
    for (const command of resumeCommands(this.state)) this.note(command);
    return this;
  }

  get hasEnded(): boolean {
    return this.state.endedAt !== undefined;
  }

  /** Folds an event, and takes note of the commands. */
  fold(event: RunEvent): void {
    const { commands } = reduce(this.index, this.state, event, this.at, (change) => this.observe(change));
    this.record([event], commands);
  }

  /** Takes note of events that were folded, and of what they led to. */
  record(events: readonly RunEvent[], commands: readonly Command[]): void {
    for (const event of events.slice(0, -1)) this.recorded.push({ at: this.at, event, commands: [] });
    for (const event of events.slice(-1)) this.recorded.push({ at: this.at, event, commands });
    for (const command of commands) this.note(command);
    if (events.some(({ kind }) => kind === "terminate_requested")) this.calls.clear();
    this.#check(this);
  }

  /** Does one thing that can happen now. */
  act(kinds: readonly ActionKind[], choice: number): void {
    this.at += 10;
    this.#actions += 1;
    const kind = kinds[choice % kinds.length] ?? "answer";
    this.#perform(kind, Math.floor(choice / kinds.length));
  }

  /** Answers everything until the run has ended. */
  drain(): void {
    for (let round = 0; round < 2_000 && !this.hasEnded; round += 1) {
      if (this.state.status === "paused") this.act(["resume"], 0);
      else if (this.calls.size > 0 || this.told.length > 0) this.act([this.calls.size > 0 ? "answer" : "late"], 0);
      else if (this.timers.size > 0) this.act(["fire"], 0);
      else this.#sendSignal(round * SIGNALS.length);
    }
  }

  note(command: Command): void {
    switch (command.kind) {
      case "advance":
        this.calls.set(keyOf(command), command);
        break;
      case "cancel_call":
        this.#noteCanceled(keyOf(command));
        break;
      case "start_timer":
        this.timers.set(command.timer, command.at);
        break;
      case "cancel_timer":
        this.timers.delete(command.timer);
        break;
      case "move_values":
        this.places.push(...command.places);
        break;
      case "end_run":
        break;
    }
  }

  /** What a call under way brings. */
  answer(call: AdvanceCommand): void {
    this.calls.delete(keyOf(call));
    this.fold(answer(this.program, { call, view: this.state, at: this.at }));
  }

  #perform(kind: ActionKind, choice: number): void {
    switch (kind) {
      case "answer":
        return this.#withOne([...this.calls.values()], choice, (call) => this.answer(call));
      case "start":
        return this.#withOne([...this.calls.values()], choice, (call) => this.#startAttempt(call));
      case "fire":
        return this.#withOne(this.#nextTimers(), choice, (timer) => this.#fire(timer));
      case "signal":
        return this.#sendSignal(choice);
      case "repeat":
        return this.#withOne(this.recorded, choice, ({ event }) => this.fold(event));
      case "late":
        return this.#withOne(this.told, choice, (call) => this.answerLate(call));
      case "outside":
        return this.#withOne(Object.values(this.state.tasks), choice, ({ path, attempt }) => {
          this.#completeOutside(path, attempt);
        });
      case "pause":
      case "resume":
      case "cancel":
      case "terminate":
        return this.fold({ kind: `${kind}_requested`, requestId: `request-${this.#actions}` });
    }
  }

  #withOne<T>(all: readonly T[], choice: number, perform: (one: T) => void): void {
    const one = all[choice % Math.max(all.length, 1)];
    if (one !== undefined) perform(one);
  }

  /** Timers fire in the order of their times. */
  #nextTimers(): TimerId[] {
    const first = Math.min(...this.timers.values());
    return [...this.timers.keys()].filter((timer) => this.timers.get(timer) === first);
  }

  #fire(timer: TimerId): void {
    this.at = Math.max(this.at, this.timers.get(timer) ?? 0);
    this.timers.delete(timer);
    this.fold({ kind: "timer_fired", timer });
  }

  #startAttempt({ path, call, attempt }: AdvanceCommand): void {
    if (attempt > 0) this.fold({ kind: "attempt_started", path, call, attempt });
  }

  answerLate(call: AdvanceCommand): void {
    this.told.splice(this.told.indexOf(call), 1);
    const common = {
      path: call.path,
      call: call.call,
      basis: 0,
      startedAt: this.at,
      endedAt: this.at,
      attempt: call.attempt,
    };
    this.fold({ kind: "task_ended", ...common, status: "completed" });
  }

  #completeOutside(path: TaskPath, attempt: number): void {
    const { call } = this.state.tasks[path] ?? {};
    if (path !== ROOT_PATH && call !== undefined) this.calls.delete(keyOf({ path, call: call.number }));
    this.fold({ kind: "completed_outside", path, attempt, status: "completed" });
  }

  #sendSignal(choice: number): void {
    const payload = SIGNALS[choice % SIGNALS.length] ?? "taken";
    const rest = Math.floor(choice / SIGNALS.length);
    const name = rest % 2 === 0 ? "go" : "stop";
    const correlationId = [undefined, "A", "B"][Math.floor(rest / 2) % 3];
    const id = `signal-${this.#actions}-${this.recorded.length}`;
    this.fold({ kind: "signal_received", signal: { id, name, payload, ...(correlationId && { correlationId }) } });
  }

  #noteCanceled(key: string): void {
    const call = this.calls.get(key);
    if (call !== undefined) this.told.push(call);
    this.calls.delete(key);
  }

  observe(change: RunChange): void {
    this.changes.push(change);
    if (change.kind === "task") this.statuses.set(change.path, change.status);
  }
}

/** Names a call among those of a run. */
export function keyOf({ path, call }: { readonly path: TaskPath; readonly call: number }): string {
  return `${path}@${call}`;
}
