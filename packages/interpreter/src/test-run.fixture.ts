import {
  isTerminalStatus,
  type AdvanceCommand,
  type CallEvent,
  type ChildrenDirective,
  type Command,
  type JsonValue,
  type Plan,
  type RunChange,
  type RunEvent,
  type RunStart,
  type RunState,
  type Signal,
  type StartTimer,
  type StoredValue,
  type TaskChange,
  type TaskEnded,
  type TaskError,
  type TaskPath,
  type TaskStatus,
  type ValuePlace,
  type WaitDirective,
} from "@taskloom/interfaces";
import { createRunState } from "./create-run-state.js";
import { indexPlan, type PlanIndex } from "./plan-index.js";
import { reduce } from "./reduce.js";

export const RUN_START: RunStart = {
  runId: "run-1",
  workflow: "flow",
  hash: "hash",
  input: { value: {} },
  labels: {},
};

/** An error as tasks fail with. */
export function errorOf(code = "HANDLER_FAILED", task: TaskPath | null = null): TaskError {
  return { code, type: code, message: `${code} in a test`, details: null, task };
}

/** A value with its length, as calls report it. */
export function stored(value: JsonValue): StoredValue {
  return { value, bytes: JSON.stringify(value).length };
}

/** Keys of an event that its call would fill in by itself. */
export type CallKeys = Partial<Pick<CallEvent, "call" | "basis" | "startedAt" | "endedAt" | "id" | "input" | "meta">>;

/** A run driven by hand: it folds what a test tells it, and remembers what the driver would have under way. */
export class TestRun {
  readonly index: PlanIndex;
  readonly state: RunState;
  readonly changes: RunChange[] = [];
  readonly events: { readonly at: number; readonly event: RunEvent }[] = [];
  /** Calls under way, by path. */
  readonly calls: Map<TaskPath, AdvanceCommand> = new Map();
  readonly timers: Map<string, StartTimer> = new Map();
  /** Values that are to be moved out. */
  readonly places: ValuePlace[] = [];
  at = 1_000;
  /** Commands of the last event. */
  commands: readonly Command[] = [];
  #requests = 0;

  constructor(plan: Plan, state: RunState = createRunState(RUN_START)) {
    this.index = indexPlan(plan);
    this.state = state;
  }

  /** Folds an event at the current time. */
  fold(event: RunEvent): this {
    const before = this.calls.get("path" in event ? event.path : "");
    if (isReturn(event) && before?.call === event.call) this.calls.delete(before.path);
    if (event.kind === "timer_fired") this.timers.delete(event.timer);
    this.events.push({ at: this.at, event });
    this.commands = reduce(this.index, this.state, event, this.at, (change) => this.changes.push(change)).commands;
    for (const command of this.commands) this.#note(command);
    return this;
  }

  start(): this {
    return this.fold({ kind: "run_started" });
  }

  /** The call for the execution returns: it has ended, as completed unless it says otherwise. */
  end(path: TaskPath, keys: CallKeys & Partial<Omit<TaskEnded, "kind" | "path">> = {}): this {
    const { attempt = this.calls.get(path)?.attempt ?? 0, status = "completed" } = keys;
    return this.fold({ kind: "task_ended", ...this.#common(path), ...keys, attempt, status });
  }

  complete(path: TaskPath, output: JsonValue): this {
    return this.end(path, { output: stored(output) });
  }

  fail(path: TaskPath, error: TaskError = errorOf("HANDLER_FAILED", path)): this {
    return this.end(path, { status: "failed", error });
  }

  open(path: TaskPath, directive: ChildrenDirective, keys: CallKeys = {}): this {
    return this.fold({ kind: "children_opened", ...this.#common(path), ...keys, directive });
  }

  wait(path: TaskPath, directive: WaitDirective): this {
    return this.fold({ kind: "wait_opened", ...this.#common(path), directive });
  }

  delay(path: TaskPath): this {
    return this.fold({ kind: "task_delayed", ...this.#common(path) });
  }

  judge(path: TaskPath, signal: string, verdict: "left" | "refused" | "dropped"): this {
    return this.fold({ kind: "signal_judged", ...this.#common(path), signal, verdict });
  }

  /** The attempt under way fails, so that another may follow. */
  failAttempt(path: TaskPath, error: TaskError = errorOf("HANDLER_FAILED", path), retryable = true): this {
    const { call = 0, attempt = 0 } = this.calls.get(path) ?? {};
    return this.fold({ kind: "attempt_failed", path, call, attempt, error, retryable });
  }

  /** The timer's time has come. */
  fire(timer: string): this {
    this.at = Math.max(this.at, this.timers.get(timer)?.at ?? 0);
    return this.fold({ kind: "timer_fired", timer });
  }

  signal(name: string, keys: Partial<Signal> = {}): this {
    const id = `${name}-${this.state.signals.nextOrder}`;
    return this.fold({ kind: "signal_received", signal: { id, name, payload: null, ...keys } });
  }

  pause(): this {
    return this.fold({ kind: "pause_requested", requestId: this.#nextRequest() });
  }

  resume(): this {
    return this.fold({ kind: "resume_requested", requestId: this.#nextRequest() });
  }

  cancel(): this {
    return this.fold({ kind: "cancel_requested", requestId: this.#nextRequest() });
  }

  terminate(): this {
    return this.fold({ kind: "terminate_requested", requestId: this.#nextRequest() });
  }

  /** Paths of the calls under way, in the order in which they were made. */
  get calling(): TaskPath[] {
    return [...this.calls.keys()];
  }

  /** Timers that run, in the order in which they were started. */
  get timing(): string[] {
    return [...this.timers.keys()];
  }

  /** How a task stood when something of it was last observed. */
  statusOf(path: TaskPath): TaskStatus | undefined {
    return this.changesOf(path).at(-1)?.status;
  }

  errorOf(path: TaskPath): TaskError | undefined {
    return this.changesOf(path).at(-1)?.error;
  }

  outputOf(path: TaskPath): JsonValue | undefined {
    return valueOf(this.changesOf(path).at(-1)?.output);
  }

  changesOf(path: TaskPath): TaskChange[] {
    return this.changes.filter((change) => change.kind === "task").filter((change) => change.path === path);
  }

  /** Events that were observed to come too late. */
  get late(): string[] {
    return this.changes.flatMap((change) => (change.kind === "late" ? [`${change.event} ${change.path}`] : []));
  }

  /** Observed verdicts, `<signal> <verdict>`. */
  get verdicts(): string[] {
    return this.changes.flatMap((change) => (change.kind === "signal" ? [`${change.signal} ${change.verdict}`] : []));
  }

  get output(): JsonValue | undefined {
    return valueOf(this.state.output);
  }

  #common(path: TaskPath): { path: TaskPath; call: number; basis: number; startedAt: number; endedAt: number } {
    const { call = 0 } = this.calls.get(path) ?? {};
    return { path, call, basis: this.state.control, startedAt: this.at, endedAt: this.at };
  }

  #nextRequest(): string {
    this.#requests += 1;
    return `request-${this.#requests}`;
  }

  #note(command: Command): void {
    if (command.kind === "advance") this.calls.set(command.path, command);
    if (command.kind === "cancel_call") this.calls.delete(command.path);
    if (command.kind === "start_timer") this.timers.set(command.timer, command);
    if (command.kind === "cancel_timer") this.timers.delete(command.timer);
    if (command.kind === "move_values") this.places.push(...command.places);
  }
}

function isReturn(event: RunEvent): event is CallEvent | Extract<RunEvent, { kind: "attempt_failed" }> {
  return "call" in event && event.kind !== "attempt_started" && event.kind !== "attempt_memo";
}

function valueOf(output: StoredValue | undefined): JsonValue | undefined {
  return output === undefined || "blob" in output ? undefined : output.value;
}

/** Tasks that were observed to end more than once, or to change after their end. */
export function listReopened(changes: readonly RunChange[]): TaskPath[] {
  const ended = new Set<TaskPath>();
  const reopened: TaskPath[] = [];
  for (const change of changes) {
    if (change.kind !== "task") continue;
    if (ended.has(change.path)) reopened.push(change.path);
    if (isTerminalStatus(change.status)) ended.add(change.path);
  }
  return reopened;
}
