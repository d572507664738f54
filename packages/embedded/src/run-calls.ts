import type {
  AdvanceCommand,
  Command,
  CompiledDefinition,
  PlanStep,
  ProposalEvent,
  RunEvent,
  RunState,
  TaskPath,
} from "@taskloom/interfaces";
import type { PlanIndex } from "@taskloom/interpreter";
import { Call } from "./call.js";
import type { EngineSetting } from "./engine-setting.js";
import type { HeldCalls } from "./held-calls.js";

export interface RunCallsOptions {
  readonly setting: EngineSetting;
  readonly definition: CompiledDefinition;
  readonly index: PlanIndex;
  readonly state: RunState;
  /** An attempt that had to wait has got its place: it begins with `start`, once that is recorded. */
  readonly onPlace: (command: AdvanceCommand) => void;
  readonly held: HeldCalls;
  readonly onEvents: (events: readonly RunEvent[]) => void;
  readonly onProposal: (events: readonly ProposalEvent[]) => void;
}

/** The calls of one run that are under way or wait for their place. */
export class RunCalls {
  readonly #options: RunCallsOptions;
  readonly #calls = new Map<string, Call>();

  constructor(options: RunCallsOptions) {
    this.#options = options;
  }

  /** Takes places for attempts, the more urgent first; gives those that begin as soon as that is recorded. */
  takePlaces(commands: readonly Command[]): AdvanceCommand[] {
    const attempts = commands.filter((command) => command.kind === "advance").filter((command) => this.#isNew(command));
    if (attempts.length > 1) attempts.sort((a, b) => this.#priorityOf(a) - this.#priorityOf(b));
    const placed: AdvanceCommand[] = [];
    for (const command of attempts) {
      if (!this.#options.setting.queue.tryTake()) break;
      this.#create(command, true);
      placed.push(command);
    }
    return placed;
  }

  start(command: AdvanceCommand): void {
    const call = this.#calls.get(keyOf(command)) ?? this.#create(command, false);
    call.start();
  }

  cancel(command: CallKey): void {
    this.#calls.get(keyOf(command))?.cancel();
  }

  /** Begins no more handlers; those under way go on. */
  leave(): void {
    for (const call of this.#calls.values()) call.leave();
  }

  /** As `leave`, and tells the handlers under way to stop. */
  stop(): void {
    for (const call of this.#calls.values()) call.stop();
  }

  /** Resolves when none is under way. */
  async settled(): Promise<void> {
    await Promise.all([...this.#calls.values()].map(async (call) => call.done()));
  }

  #isNew(command: AdvanceCommand): boolean {
    return this.#isAttempt(command) && !this.#calls.has(keyOf(command));
  }

  /** Whether the call makes an attempt of its own: relaxed units make theirs inside. */
  #isAttempt({ path, attempt }: AdvanceCommand): boolean {
    return attempt > 0 && !isUnit(this.#stepOf(path));
  }

  #priorityOf({ path }: AdvanceCommand): number {
    return this.#stepOf(path)?.priority ?? DEFAULT_PRIORITY;
  }

  #stepOf(path: TaskPath): PlanStep | undefined {
    const step = this.#options.state.tasks[path]?.step;
    return step === undefined || step === "" ? undefined : this.#options.index.step(step);
  }

  #create(command: AdvanceCommand, hasPlace: boolean): Call {
    const { setting, definition, index, state, held, onPlace, onEvents, onProposal } = this.#options;
    const key = keyOf(command);
    const call = new Call({
      setting,
      definition,
      index,
      state,
      held,
      command,
      hasPlace,
      relaxed: isUnit(this.#stepOf(command.path)),
      priority: this.#priorityOf(command),
      onEvents,
      onProposal,
      onPlace: () => (this.#isAttempt(command) ? onPlace(command) : call.start()),
      onDone: () => this.#calls.delete(key),
    });
    this.#calls.set(key, call);
    return call;
  }
}

const DEFAULT_PRIORITY = 3;

interface CallKey {
  readonly path: TaskPath;
  readonly call: number;
}

function keyOf({ path, call }: CallKey): string {
  return `${path}@${call}`;
}

function isUnit(step: PlanStep | undefined): boolean {
  return step?.relaxed === true && step.slow !== true;
}
