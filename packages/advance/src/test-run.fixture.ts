import {
  PROTOCOL_VERSION,
  type AdvanceCommand,
  type AdvanceHost,
  type AdvanceLimits,
  type AdvanceRequest,
  type AdvanceResult,
  type CompiledDefinition,
  type JsonValue,
  type PlanStep,
  type ProposalEvent,
  type RunChange,
  type RunEvent,
  type RunState,
  type TaskChange,
  type TaskPath,
} from "@taskloom/interfaces";
import { applyProposal, createRunState, indexPlan, reduce, sliceOf, type PlanIndex } from "@taskloom/interpreter";
import { createMemoryStore } from "@taskloom/shared";
import { AttemptError, createAdvance } from "./index.js";
import type { TestWorld } from "./test-world.fixture.js";

const LIMITS: AdvanceLimits = { fuse: true, relaxed: false, maxSteps: 100, maxDurationMs: 2_000 };

export interface TestRunOptions {
  readonly input?: JsonValue;
  readonly limits?: Partial<AdvanceLimits>;
  /** Labels of the run. */
  readonly labels?: Readonly<Record<string, string>>;
  /** False: the worker is not given the definition. */
  readonly isKnown?: boolean;
  /** Every call finds an empty store. */
  readonly isStoreFresh?: boolean;
}

/** What a test can say of one call besides. */
export interface CallOptions {
  readonly host?: Partial<AdvanceHost>;
  readonly request?: Partial<AdvanceRequest>;
}

/** A run with the smallest driver there can be: one call at a time, in the order of the commands. */
export class TestRun {
  readonly world: TestWorld;
  readonly definition: CompiledDefinition;
  readonly index: PlanIndex;
  readonly state: RunState;
  readonly limits: AdvanceLimits;
  /** Calls that are to be made. */
  readonly calls: AdvanceCommand[] = [];
  readonly changes: RunChange[] = [];
  /** How many calls were made. */
  made = 0;
  /** How many events were dropped. */
  dropped = 0;
  readonly #isStoreFresh: boolean;

  constructor(world: TestWorld, definition: CompiledDefinition, options: TestRunOptions = {}) {
    const { input = {}, labels = {}, isKnown = true, isStoreFresh = false } = options;
    this.#isStoreFresh = isStoreFresh;
    this.world = world;
    this.definition = definition;
    this.index = indexPlan(definition.plan);
    this.limits = { ...LIMITS, ...options.limits };
    if (isKnown) world.ports.definitions.add(definition);
    const { id: workflow, hash } = definition;
    this.state = createRunState({ runId: "run-1", workflow, hash, input: { value: input }, labels });
    this.fold({ kind: "run_started" });
  }

  fold(event: RunEvent): void {
    const { commands } = reduce(this.index, this.state, event, this.world.clock.now(), (change) => {
      this.changes.push(change);
    });
    this.#note(commands);
  }

  /** Folds a proposal. */
  propose(events: readonly ProposalEvent[]): void {
    const at = this.world.clock.now();
    const applied = applyProposal(this.index, this.state, events, at, (change) => this.changes.push(change));
    this.dropped += applied.dropped;
    this.#note(applied.commands);
  }

  #note(commands: readonly { readonly kind: string }[]): void {
    for (const command of commands) if (isCall(command)) this.calls.push(command);
  }

  /** The next call that is to be made, or the one for a path. */
  next(path?: TaskPath): AdvanceCommand {
    const command = this.calls.find((call) => path === undefined || call.path === path);
    if (command === undefined) throw new Error(`no call is to be made${path === undefined ? "" : ` for ${path}`}`);
    return command;
  }

  request(command: AdvanceCommand, more: Partial<AdvanceRequest> = {}): AdvanceRequest {
    const { path, call, ask } = command;
    const reach = this.isUnit(command) ? "unit" : "fused";
    const slice = sliceOf(this.index, this.state, path, reach, more.rebuild);
    return toJson({ protocol: PROTOCOL_VERSION, path, call, ask, basis: this.state.control, slice, ...more });
  }

  host(command: AdvanceCommand, more: Partial<AdvanceHost> = {}): AdvanceHost {
    const { signal = new AbortController().signal } = more;
    return {
      isWanted: () => !signal.aborted,
      signal,
      attempt: Math.max(command.attempt, 1),
      attemptMemo: this.state.tasks[command.path]?.memo ?? null,
      limits: { ...this.limits, relaxed: this.isUnit(command) },
      heartbeat: (memo) => this.fold({ kind: "attempt_memo", path: command.path, call: command.call, memo }),
      ...more,
    };
  }

  /** Whether the call begins a relaxed unit. */
  isUnit({ path }: AdvanceCommand): boolean {
    const step = this.#step(path);
    return step?.relaxed === true && step.slow !== true;
  }

  #step(path: TaskPath): PlanStep | undefined {
    const step = this.state.tasks[path]?.step;
    return step === undefined || step === "" ? undefined : this.index.step(step);
  }

  /** Makes the next call, or the one for a path, and gives its answer without folding it. */
  async ask(path?: TaskPath, options: CallOptions = {}): Promise<AdvanceResult> {
    const command = this.next(path);
    this.made += 1;
    return toJson(await this.#advance(this.request(command, options.request), this.host(command, options.host)));
  }

  async #advance(request: AdvanceRequest, host: AdvanceHost): Promise<AdvanceResult> {
    const { ports, advance, clock } = this.world;
    if (!this.#isStoreFresh) return advance(request, host);
    return createAdvance({ ...ports, store: createMemoryStore({ clock }) })(request, host);
  }

  /** The events of the next call's proposal. */
  async events(path?: TaskPath, options: CallOptions = {}): Promise<readonly ProposalEvent[]> {
    const result = await this.ask(path, options);
    if (result.outcome !== "proposal") throw new Error(`the call answered ${JSON.stringify(result)}`);
    return result.events;
  }

  /** What the next call throws. */
  async failure(path?: TaskPath, options: CallOptions = {}): Promise<AttemptError> {
    try {
      await this.ask(path, options);
    } catch (error) {
      if (error instanceof AttemptError) return error;
      throw error;
    }
    throw new Error("the call threw nothing");
  }

  /** Makes the next call as a driver does, and folds its answer. */
  async step(path?: TaskPath, options: CallOptions = {}): Promise<void> {
    const command = this.next(path);
    this.calls.splice(this.calls.indexOf(command), 1);
    if (this.state.tasks[command.path]?.call?.number !== command.call) return;
    try {
      this.propose(await this.#answer(command, options));
    } catch (error) {
      if (!(error instanceof AttemptError)) throw error;
      this.#foldFailure(command, error);
    }
  }

  /** Makes the next call; the run is paused before its answer is folded, and resumed after that. */
  async stepLate(requestId: string): Promise<void> {
    const events = await this.events().catch((error: unknown) => error);
    const command = this.calls.shift();
    this.fold({ kind: "pause_requested", requestId: `pause-${requestId}` });
    if (Array.isArray(events)) this.propose(events as ProposalEvent[]);
    else if (command !== undefined && events instanceof AttemptError) this.#foldFailure(command, events);
    else throw events;
    this.fold({ kind: "resume_requested", requestId: `resume-${requestId}` });
  }

  #foldFailure({ path, call, attempt }: AdvanceCommand, { failure }: AttemptError): void {
    this.fold({ kind: "attempt_failed", path, call, attempt, ...failure });
  }

  async #answer(command: AdvanceCommand, options: CallOptions): Promise<readonly ProposalEvent[]> {
    let more: Partial<AdvanceRequest> = {};
    let { limits } = this.host(command);
    for (let repeat = 0; repeat < 10; repeat += 1) {
      const request = this.request(command, { ...options.request, ...more });
      const result = toJson(await this.#advance(request, this.host(command, { limits, ...options.host })));
      this.made += 1;
      if (result.outcome === "proposal") return result.events;
      if (result.outcome === "slow") limits = { ...limits, relaxed: false };
      else if (result.outcome === "blocked") throw new Error(`blocked: ${result.code} ${result.message}`);
      else more = { ...(result.definition && { definition: this.definition }), ...keyOf(result.rebuild) };
    }
    throw new Error(`the call of ${command.path} never got what it asked for`);
  }

  /** Makes all calls and lets all timers fire, until nothing is to be done any more. */
  async toEnd(): Promise<this> {
    for (let steps = 0; steps < 5_000; steps += 1) {
      if (this.calls.length > 0) await this.step();
      else if (!this.#fireTimer()) return this;
    }
    throw new Error("the run does not end");
  }

  #fireTimer(): boolean {
    const [next] = Object.entries(this.state.timers).toSorted(([, a], [, b]) => a.at - b.at);
    if (next === undefined) return false;
    const [timer, { at }] = next;
    this.world.clock.jump(Math.max(0, at - this.world.clock.now()));
    this.fold({ kind: "timer_fired", timer });
    return true;
  }

  /** The run's output. */
  get output(): JsonValue | undefined {
    const { output } = this.state;
    return output === undefined || !("value" in output) ? undefined : output.value;
  }

  /** How each task stands, by path. */
  get tasks(): Readonly<Record<TaskPath, TaskChange>> {
    const tasks: Record<TaskPath, TaskChange> = {};
    for (const change of this.changes)
      if (change.kind === "task") tasks[change.path] = { ...tasks[change.path], ...change };
    return tasks;
  }
}

function keyOf(rebuild: readonly TaskPath[] | undefined): Partial<AdvanceRequest> {
  return rebuild === undefined ? {} : { rebuild };
}

function isCall(command: { readonly kind: string }): command is AdvanceCommand {
  return command.kind === "advance";
}

/** What travels between driver and worker travels as JSON. */
export function toJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Events in short: what happened, where, and how it ended. */
export function outline(events: readonly ProposalEvent[]): readonly string[] {
  return events.map((event) => {
    const status = event.kind === "task_ended" ? ` ${event.status}` : "";
    return `${event.kind} ${event.path}${status}`;
  });
}
