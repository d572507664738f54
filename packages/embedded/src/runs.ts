import type { CompiledDefinition, EventBatch, JsonObject, RunId, RunState, StoredValue } from "@taskloom/interfaces";
import type { KnownDefinition } from "@taskloom/advance";
import { createRunFold } from "@taskloom/runs";
import { assertHonoured } from "./check-plan.js";
import type { EngineSetting } from "./engine-setting.js";
import { computeBeginning } from "./journal/beginning.js";
import type { NewRun, Owner, StoredRun } from "./journal/journal-store.js";
import { RunDriver, type RunDriverOptions } from "./run-driver.js";
import type { RunReader } from "./run-reader.js";
import { waitAtMost } from "./wait-at-most.js";

/** A run to be created. */
export interface RunToCreate {
  readonly runId: RunId;
  readonly definition: CompiledDefinition;
  readonly input: StoredValue;
  readonly labels: JsonObject;
  /** Whether this process runs it; otherwise it waits for a worker. */
  readonly here: boolean;
  /** What it keeps of the run that it repeats. */
  readonly kept?: readonly EventBatch[] | undefined;
  /** Id of the request that starts it. */
  readonly request?: string;
}

export interface RunsOptions {
  readonly setting: EngineSetting;
  readonly reader: RunReader;
  /** Who this process is, with a new lease. */
  readonly owner: () => Owner;
}

/** The runs of this process. */
export class Runs {
  readonly #setting: EngineSetting;
  readonly #reader: RunReader;
  readonly #owner: () => Owner;
  readonly #drivers = new Map<RunId, RunDriver>();

  constructor({ setting, reader, owner }: RunsOptions) {
    this.#setting = setting;
    this.#reader = reader;
    this.#owner = owner;
  }

  get drivers(): ReadonlyMap<RunId, RunDriver> {
    return this.#drivers;
  }

  /** Creates a run and, if it is to run here, begins it. False when a run of that id or request exists. */
  async create(run: RunToCreate): Promise<boolean> {
    const { definition, here } = run;
    const { journal, definitions, clock } = this.#setting;
    assertHonoured(definition);
    await journal.saveDefinition(definition);
    const known = definitions.add(definition);
    const added = toNewRun(run, clock.now());
    const created = await journal.createRun(here ? { ...added, owner: this.#owner() } : added);
    if (created === undefined) return false;
    if (here)
      this.#drive({ definition: known, state: foldBeginning(known, added), epoch: created.epoch, held: [] }).begin();
    return true;
  }

  /** Takes up a run that nobody runs. False when another process was faster. */
  async takeUp(run: StoredRun): Promise<boolean> {
    const { runId } = run.start;
    const { journal, failures } = this.#setting;
    const definition = await this.#reader.readDefinition(run);
    assertHonoured(definition.compiled);
    const epoch = await journal.takeOver(runId, run.owner, this.#owner());
    if (epoch === undefined) return false;
    try {
      failures.delete(runId);
      const state = await this.#reader.restore(run);
      this.#drive({ definition, state, epoch, held: await journal.listHeld(runId) }).takeUp();
      return true;
    } catch (error) {
      await this.#giveUp(runId, error);
      throw error;
    }
  }

  /** From now on these runs begin nothing more here. */
  beginNothing(): void {
    for (const driver of this.#drivers.values()) void driver.drain();
  }

  /** Ends the work on all runs, waits for their handlers at most so long, and leaves the runs for others. */
  async close(graceMs: number, tellHandlers: boolean): Promise<void> {
    const { timers, journal } = this.#setting;
    const runs = [...this.#drivers.keys()];
    const drivers = [...this.#drivers.values()];
    const drained = drivers.map(async (driver) => driver.drain());
    if (tellHandlers) for (const driver of drivers) driver.tellHandlers();
    await waitAtMost(timers, graceMs, Promise.all(drained));
    for (const driver of drivers) driver.stop();
    await journal.release(runs, this.#owner());
  }

  #drive(options: Pick<RunDriverOptions, "definition" | "state" | "epoch" | "held">): RunDriver {
    const { runId } = options.state;
    const onGone = (): void => void this.#drivers.delete(runId);
    const onFailed = (error: unknown): void => void this.#giveUp(runId, error);
    const driver = new RunDriver({ setting: this.#setting, ...options, onGone, onFailed });
    this.#drivers.set(runId, driver);
    this.#setting.watcher?.begins(options.definition.compiled.plan);
    return driver;
  }

  /** Another process, or another day, may be luckier. A broken journal may be the reason, and then takes nothing. */
  async #giveUp(run: RunId, error: unknown): Promise<void> {
    const { journal, failures } = this.#setting;
    failures.set(run, error);
    await journal.release([run], this.#owner()).catch(() => undefined);
  }
}

function toNewRun({ runId, definition, input, labels, kept, request }: RunToCreate, now: number): NewRun {
  return {
    start: { runId, workflow: definition.id, hash: definition.hash, input, labels },
    batches: kept ?? [{ at: now, events: [{ kind: "run_started" }] }],
    signals: definition.plan.signals,
    ...(request === undefined ? {} : { request }),
  };
}

/** The state of a new run after its first events. */
function foldBeginning(definition: KnownDefinition, { start, batches }: NewRun): RunState {
  const { state, fold } = createRunFold(definition, start);
  for (const batch of computeBeginning(batches).batches) fold(batch);
  return state;
}
