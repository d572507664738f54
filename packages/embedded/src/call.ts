import { AttemptError } from "@taskloom/advance";
import {
  PROTOCOL_VERSION,
  type AdvanceCommand,
  type AdvanceHost,
  type AdvanceRequest,
  type AdvanceResult,
  type AttemptFailed,
  type CompiledDefinition,
  type JsonValue,
  type ProposalEvent,
  type RunEvent,
  type RunState,
} from "@taskloom/interfaces";
import {
  computeBackoff,
  describeNotBegun,
  isHopeless,
  sliceOf,
  type Blocked,
  type PlanIndex,
} from "@taskloom/interpreter";
import { createBlockedError, describeFailure } from "./call-errors.js";
import { CallHost } from "./call-host.js";
import type { EngineSetting } from "./engine-setting.js";
import { LazyAbort } from "./lazy-abort.js";
import type { HeldCalls } from "./held-calls.js";
import { startPause, type Pause } from "./pause.js";

/** What a call needs of the run that it belongs to. */
export interface CallOptions {
  readonly setting: EngineSetting;
  readonly definition: CompiledDefinition;
  readonly index: PlanIndex;
  readonly state: RunState;
  readonly command: AdvanceCommand;
  /** A place in the queue was taken for it already. */
  readonly hasPlace: boolean;
  readonly relaxed: boolean;
  readonly priority: number;
  /** It has got its place: `start` is to be called once more when everything is recorded. */
  readonly onPlace: () => void;
  readonly held: HeldCalls;
  readonly onEvents: (events: readonly RunEvent[]) => void;
  readonly onProposal: (events: readonly ProposalEvent[]) => void;
  readonly onDone: () => void;
}

/** Heartbeats are recorded at most this often. */
const HEARTBEAT_EVERY_MS = 500;

/** A call under way, or waiting for its place among the calls of the engine. */
export class Call {
  readonly #options: CallOptions;
  readonly #abort = new LazyAbort();
  readonly #listeners: (() => void)[] = [];
  #hasPlace: boolean;
  #isUnderWay = false;
  #isLeft = false;
  #withdraw: (() => boolean) | undefined;
  #pausing: Pause | undefined;
  #memo: JsonValue;
  #lastHeartbeat = -Infinity;

  constructor(options: CallOptions) {
    this.#options = options;
    this.#hasPlace = options.hasPlace;
    this.#memo = this.#record?.memo ?? null;
  }

  /** Resolves when it has returned. */
  async done(): Promise<void> {
    await new Promise<void>((resolve) => this.#listeners.push(resolve));
  }

  start(): void {
    if (this.#isLeft) return;
    if (this.#hasPlace) return void this.#run();
    this.#withdraw = this.#options.setting.queue.wait(this.#options.priority, () => {
      this.#hasPlace = true;
      this.#options.onPlace();
    });
  }

  /** What it returns is no longer wanted: its handler is told. */
  cancel(): void {
    this.#abort.abort();
    this.#pausing?.end();
    if (this.#withdraw?.() !== true) return;
    this.#end();
    this.#options.onEvents([this.#canceled()]);
  }

  /** Nobody here waits for it any more. It ends at once unless it is under way: then it goes on to the end of its step. */
  leave(): void {
    if (this.#isLeft) return;
    this.#isLeft = true;
    this.#pausing?.end();
    if (this.#isUnderWay) return;
    if (this.#withdraw?.() !== true && this.#hasPlace) this.#options.setting.queue.release();
    this.#end();
  }

  /** As `leave`, and its handler is told. */
  stop(): void {
    this.leave();
    this.#abort.abort();
  }

  /** The answer of a unit that was told to stop tells of tasks that were stopped as if they had failed. */
  get #isUnitCutOff(): boolean {
    return this.#options.relaxed && this.#abort.isAborted;
  }

  get #record(): RunState["tasks"][string] | undefined {
    return this.#options.state.tasks[this.#options.command.path];
  }

  /** The place is given back first: what follows from the call can have it. */
  async #run(): Promise<void> {
    this.#isUnderWay = true;
    const tell = await this.#perform();
    this.#options.setting.queue.release();
    this.#end();
    tell?.();
  }

  /** Makes the call; gives what is to be told of it. An attempt that was left and told to stop says nothing by failing. */
  async #perform(): Promise<(() => void) | undefined> {
    const { setting, onEvents, onProposal, state } = this.#options;
    try {
      const events = await this.#advance();
      if (this.#isLeft && (events === undefined || this.#isUnitCutOff)) return undefined;
      return () => (events === undefined ? onEvents([this.#canceled()]) : onProposal(events));
    } catch (error) {
      if (this.#isLeft && this.#abort.isAborted) return undefined;
      if (!(error instanceof AttemptError)) setting.report("a call failed", error, state.runId);
      return () => onEvents([this.#failed(error)]);
    }
  }

  /** Makes the call until it gives a proposal; undefined when it is not wanted any more. */
  async #advance(): Promise<readonly ProposalEvent[] | undefined> {
    const { setting } = this.#options;
    let { relaxed } = this.#options;
    let missing: Pick<AdvanceRequest, "definition" | "rebuild"> = {};
    let waitedMs = 0;
    for (let repeat = 1; await this.#mayBegin();) {
      const result = await setting.advance(this.#createRequest(relaxed, missing), this.#createHost(relaxed));
      if (result.outcome === "proposal") return result.events;
      if (result.outcome === "slow") relaxed = false;
      else if (result.outcome === "store_miss") missing = this.#findMissing(result);
      else waitedMs += await this.#holdUp(result, waitedMs, repeat++);
    }
    return undefined;
  }

  #mayBegin(): boolean | Promise<boolean> {
    return this.#options.held.has(this.#options.command) ? this.#letGo() : this.#isWanted();
  }

  /** Waits until the journal no longer says that the call was held up: from then on a crash uses its attempt up. */
  async #letGo(): Promise<boolean> {
    const { held, command } = this.#options;
    for (let repeat = 1; this.#isWanted() && held.has(command); repeat += 1) {
      if (!(await held.letGo(command)) && this.#isWanted()) await this.#pause(computeBackoff(repeat));
    }
    return this.#isWanted();
  }

  #isWanted(): boolean {
    return !this.#isLeft && !this.#abort.isAborted && this.#record?.call?.number === this.#options.command.call;
  }

  #createRequest(relaxed: boolean, missing: Pick<AdvanceRequest, "definition" | "rebuild">): AdvanceRequest {
    const { index, state, command } = this.#options;
    return {
      protocol: PROTOCOL_VERSION,
      path: command.path,
      call: command.call,
      ask: command.ask,
      basis: state.control,
      slice: sliceOf(index, state, command.path, relaxed ? "unit" : "fused", missing.rebuild),
      ...missing,
    };
  }

  #createHost(relaxed: boolean): AdvanceHost {
    const { setting, command } = this.#options;
    return new CallHost({
      abort: this.#abort,
      attempt: Math.max(command.attempt, 1),
      attemptMemo: this.#memo,
      limits: { ...setting.limits, relaxed },
      onHeartbeat: (memo) => this.#noteHeartbeat(memo),
    });
  }

  #noteHeartbeat(memo: JsonValue): void {
    this.#memo = memo;
    const now = this.#options.setting.clock.now();
    if (Math.abs(now - this.#lastHeartbeat) < HEARTBEAT_EVERY_MS) return;
    this.#lastHeartbeat = now;
    const { path, call } = this.#options.command;
    this.#options.onEvents([{ kind: "attempt_memo", path, call, memo }]);
  }

  #findMissing({
    definition,
    rebuild,
  }: Extract<AdvanceResult, { outcome: "store_miss" }>): Pick<AdvanceRequest, "definition" | "rebuild"> {
    return {
      ...(definition === true ? { definition: this.#options.definition } : {}),
      ...(rebuild === undefined ? {} : { rebuild }),
    };
  }

  /** Something outside holds the call up: it is repeated later, and no attempt is used. Gives the time that it waited. */
  async #holdUp(result: Blocked, waitedMs: number, repeat: number): Promise<number> {
    const { setting, held, command } = this.#options;
    if (isHopeless(result.code, waitedMs, setting.handlerWaitMs)) {
      throw createBlockedError(result, command.path, setting.clock.now());
    }
    await held.hold({ path: command.path, call: command.call, code: result.code });
    const ms = computeBackoff(repeat);
    if (this.#isWanted()) await this.#pause(ms);
    return ms;
  }

  async #pause(ms: number): Promise<void> {
    this.#pausing = startPause(this.#options.setting.timers, ms);
    await this.#pausing.over;
  }

  #failed(thrown: unknown): AttemptFailed {
    const { path, call, attempt } = this.#options.command;
    return { kind: "attempt_failed", path, call, attempt, ...describeFailure(thrown, path), memo: this.#memo };
  }

  #canceled(): AttemptFailed {
    const { path, call, attempt } = this.#options.command;
    return { kind: "attempt_failed", path, call, attempt, error: describeNotBegun(path), retryable: false };
  }

  #end(): void {
    const { held, command, onDone } = this.#options;
    held.forget(command.path);
    onDone();
    for (const listener of this.#listeners) listener();
  }
}
