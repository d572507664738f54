import type {
  CompiledDefinition,
  EventBatch,
  JsonObject,
  RunId,
  RunStart,
  RunState,
  StoredValue,
} from "@taskloom/interfaces";
import { createRunState, indexPlan, reduce } from "@taskloom/interpreter";
import { TaskloomError } from "@taskloom/shared";
import { assertHonoured } from "./check-plan.js";
import type { EngineSetting } from "./engine-setting.js";
import type { Owner, StoredRun } from "./journal/journal-store.js";
import { RunDriver, type RunDriverOptions } from "./run-driver.js";
import type { RunReader } from "./run-reader.js";

/** A run to be created. */
interface RunToCreate {
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

/** The runs of this process. */
export interface Runs {
  readonly drivers: ReadonlyMap<RunId, RunDriver>;
  /** Creates a run and, if it is to run here, begins it. False when a run of that id or request exists. */
  create(run: RunToCreate): Promise<boolean>;
  /** Takes up a run that nobody runs. False when another process was faster. */
  takeUp(run: StoredRun): Promise<boolean>;
  /** From now on these runs begin nothing more here. */
  beginNothing(): void;
  /** Ends the work on all runs, waits for their handlers at most so long, and leaves the runs for others. */
  close(graceMs: number, tellHandlers: boolean): Promise<void>;
}

export interface RunsOptions {
  readonly setting: EngineSetting;
  readonly reader: RunReader;
  /** Who this process is, with a new lease. */
  readonly owner: () => Owner;
}

export function createRuns({ setting, reader, owner }: RunsOptions): Runs {
  const drivers = new Map<RunId, RunDriver>();
  const { journal, definitions, clock, failures } = setting;

  /** Another process, or another day, may be luckier. A broken journal may be the reason, and then takes nothing. */
  const giveUp = async (run: RunId, error: unknown): Promise<void> => {
    failures.set(run, error);
    await journal.release([run], owner()).catch(() => undefined);
  };
  const addDriver = (options: Pick<RunDriverOptions, "definition" | "state" | "epoch" | "held">): RunDriver => {
    const { runId } = options.state;
    const onGone = (): void => void drivers.delete(runId);
    const onFailed = (error: unknown): void => void giveUp(runId, error);
    const driver = new RunDriver({ setting, ...options, onGone, onFailed });
    drivers.set(runId, driver);
    return driver;
  };

  return {
    drivers,
    create: async ({ runId, definition, input, labels, here, kept, request }) => {
      assertHonoured(definition);
      await journal.saveDefinition(definition);
      const index = definitions.add(definition);
      const start: RunStart = { runId, workflow: definition.id, hash: definition.hash, input, labels };
      const batches = kept ?? [{ at: clock.now(), events: [{ kind: "run_started" } as const] }];
      const { signals } = definition.plan;
      const asked = request === undefined ? {} : { request };
      const created = await journal.createRun({
        start,
        batches,
        signals,
        ...asked,
        ...(here ? { owner: owner() } : {}),
      });
      if (created === undefined) return false;
      const state = here ? foldAll(definition, start, batches) : undefined;
      if (state !== undefined) addDriver({ definition: index, state, epoch: created.epoch, held: [] }).begin();
      return true;
    },
    takeUp: async (run) => {
      const { runId } = run.start;
      const definition = await reader.readDefinition(run);
      assertHonoured(definition.compiled);
      const epoch = await journal.takeOver(runId, run.owner, owner());
      if (epoch === undefined) return false;
      try {
        failures.delete(runId);
        const state = await reader.restore(run);
        addDriver({ definition, state, epoch, held: await journal.listHeld(runId) }).takeUp();
        return true;
      } catch (error) {
        await giveUp(runId, error);
        throw error;
      }
    },
    beginNothing: () => {
      for (const driver of drivers.values()) void driver.drain();
    },
    close: async (graceMs, tellHandlers) => {
      const open = [...drivers.entries()];
      const drained = open.map(async ([, driver]) => driver.drain());
      if (tellHandlers) for (const [, driver] of open) driver.tellHandlers();
      await waitAtMost(setting, graceMs, Promise.all(drained));
      for (const [, driver] of open) driver.stop();
      await journal.release(
        open.map(([run]) => run),
        owner(),
      );
    },
  };
}

function foldAll(definition: CompiledDefinition, start: RunStart, batches: readonly EventBatch[]): RunState {
  const index = indexPlan(definition.plan);
  const state = createRunState(start);
  for (const { at, events } of batches) for (const event of events) reduce(index, state, event, at);
  return state;
}

async function waitAtMost({ timers }: EngineSetting, ms: number, work: Promise<unknown>): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = timers.start(ms, resolve);
    void work.finally(() => {
      stop();
      resolve();
    });
  });
}

/** @throws RUN_ENDED */
export function assertOpen(run: StoredRun): void {
  if (run.endedAt !== undefined) throw createRunEnded(run.start.runId);
}

export function createRunEnded(run: RunId): TaskloomError {
  return new TaskloomError("RUN_ENDED", `run '${run}' has ended`, { details: { run } });
}
