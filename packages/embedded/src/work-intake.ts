import type { CompiledDefinition, Handlers, Journal, RunId } from "@taskloom/interfaces";
import { isTaskloomError, readAction, TaskloomError } from "@taskloom/shared";
import type { KnownDefinition } from "@taskloom/advance";
import { assertHonoured } from "./check-plan.js";
import type { EngineSetting } from "./engine-setting.js";
import { readInbox } from "./inbox.js";
import type { StoredRun } from "./journal/journal-store.js";
import { listenTo } from "./listeners.js";
import type { Ownership } from "./ownership.js";
import { startPoller } from "./poller.js";
import type { RunReader } from "./run-reader.js";
import { assertOpen, type Runs } from "./runs.js";

/** How often a process looks whether another one has written. */
const LOOK_EVERY_MS = 50;

/** How often leases are renewed, and runs looked for whose owner is gone. */
const RENEW_EVERY_MS = 5_000;

/** What comes to this process from others: messages for its runs, and runs that nobody runs. */
export interface WorkIntake extends Pick<Journal, "continue"> {
  /** Takes definitions up: their triggers listen, and their unfinished runs go on here. */
  serve(definitions: readonly CompiledDefinition[]): Promise<void>;
  /** Whether this process would run a new run of the definition. */
  serves(definition: CompiledDefinition): boolean;
  stop(): Promise<void>;
}

export interface WorkIntakeOptions {
  readonly setting: EngineSetting;
  readonly runs: Runs;
  readonly reader: RunReader;
  readonly ownership: Ownership;
  readonly handlers: Handlers;
  readonly isWorker: boolean;
}

export function createWorkIntake(options: WorkIntakeOptions): WorkIntake {
  const { setting, runs, ownership, isWorker } = options;
  const { journal, news, report, failures } = setting;
  const served = new Set<string>();

  const takeUpOrphans = async (): Promise<void> => {
    for (const run of await journal.listOrphans(ownership.isAlive)) {
      const { runId, workflow } = run.start;
      if (runs.drivers.has(runId) || failures.has(runId)) continue;
      if (served.has(workflow) || (await hasAllHandlers(options, run))) await takeUpAlone(options, run);
    }
  };
  const look = async (): Promise<void> => {
    const hasChanged = journal.hasChanged();
    if (hasChanged) news.tellAll();
    if (hasChanged && isWorker) await takeUpOrphans();
    // Messages may be older than a run's taking up, or come from this process.
    await readInbox(journal, runs.drivers);
  };
  const renew = async (): Promise<void> => {
    if (runs.drivers.size > 0) await journal.renewLeases(ownership.current());
    if (isWorker) await takeUpOrphans();
  };
  const fail = (error: unknown): void => report("the journal could not be looked at", error);
  const pollers = [startPoller(LOOK_EVERY_MS, look, fail), startPoller(RENEW_EVERY_MS, renew, fail)];

  return {
    serves: ({ id }) => isWorker && served.has(id),
    serve: async (definitions) => {
      for (const definition of definitions) assertHonoured(definition);
      for (const definition of definitions) {
        served.add(definition.id);
        await listen(setting, definition);
      }
      await takeUpOrphans();
    },
    continue: async (run) => continueRun(options, run),
    stop: async () => {
      await Promise.all(pollers.map(async (poller) => poller.stop()));
    },
  };
}

async function listen({ journal, definitions, clock }: EngineSetting, definition: CompiledDefinition): Promise<void> {
  definitions.add(definition);
  await journal.saveDefinition(definition);
  await listenTo(journal, definition, clock.now());
}

/** A run that cannot be taken up is left to others, and keeps no other run from going on. */
async function takeUpAlone({ runs, setting }: WorkIntakeOptions, run: StoredRun): Promise<void> {
  const { runId } = run.start;
  try {
    await runs.takeUp(run);
  } catch (error) {
    if (isTaskloomError(error) && error.retryable) throw error;
    setting.failures.set(runId, error);
    setting.report("a run could not be taken up", error, runId);
  }
}

/** A worker takes runs of definitions that it was not given only when it can run all of their tasks. */
async function hasAllHandlers({ reader, handlers }: WorkIntakeOptions, run: StoredRun): Promise<boolean> {
  const definition = await reader.readDefinition(run).catch(() => undefined);
  return definition !== undefined && listActions(definition).every((action) => handlers.get(action) !== undefined);
}

/** The handlers that a definition names. */
function listActions(definition: KnownDefinition): string[] {
  const steps = Object.keys(definition.compiled.plan.steps);
  return steps.flatMap((step) => readAction(definition.task(step)) ?? []);
}

async function continueRun(options: WorkIntakeOptions, run: RunId): Promise<void> {
  const { reader, runs, ownership, handlers } = options;
  const stored = await reader.readRun(run);
  assertOpen(stored);
  if (runs.drivers.has(run)) return;
  if (stored.owner !== undefined && ownership.isAlive(stored.owner)) throw owned(stored, run);
  const actions = listActions(await reader.readDefinition(stored));
  const missing = actions.find((action) => handlers.get(action) === undefined);
  if (missing !== undefined) throw handlerMissing(missing, handlers);
  if (!(await runs.takeUp(stored))) throw owned(await reader.readRun(run), run);
}

function handlerMissing(action: string, handlers: Handlers): TaskloomError {
  const known = handlers.names().slice(0, 50);
  return new TaskloomError("HANDLER_NOT_FOUND", `no handler '${action}' is registered`, { details: { action, known } });
}

function owned({ owner }: StoredRun, run: RunId): TaskloomError {
  const who = owner === undefined ? "another process" : `process ${owner.pid} on ${owner.host}`;
  return new TaskloomError("RUN_OWNED", `${who} runs '${run}'`, { details: { run } });
}
