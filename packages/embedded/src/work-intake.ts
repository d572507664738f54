import type { CompiledDefinition, Handlers, WorkflowId } from "@taskloom/interfaces";
import { isTaskloomError } from "@taskloom/shared";
import { assertHonoured } from "./check-plan.js";
import type { EngineSetting } from "./engine-setting.js";
import { InboxReader } from "./inbox-reader.js";
import type { StoredRun } from "./journal/journal-store.js";
import { listenTo } from "./listeners.js";
import { findMissingAction } from "./missing-action.js";
import type { Ownership } from "./ownership.js";
import { startPoller, type Poller } from "./poller.js";
import type { RunReader } from "./run-reader.js";
import type { Runs } from "./runs.js";

/** How often a process looks whether another one has written. */
const LOOK_EVERY_MS = 50;

/** How often leases are renewed, and runs looked for whose owner is gone. */
const RENEW_EVERY_MS = 5_000;

export interface WorkIntakeOptions {
  readonly setting: EngineSetting;
  readonly runs: Runs;
  readonly reader: RunReader;
  readonly ownership: Ownership;
  readonly handlers: Handlers;
  readonly isWorker: boolean;
}

/** What comes to this process from others: messages for its runs, and runs that nobody runs. */
export class WorkIntake {
  readonly #options: WorkIntakeOptions;
  readonly #inbox: InboxReader;
  readonly #served = new Set<WorkflowId>();
  readonly #pollers: readonly Poller[];

  constructor(options: WorkIntakeOptions) {
    this.#options = options;
    this.#inbox = new InboxReader(options.setting.journal);
    const { report } = options.setting;
    const fail = (error: unknown): void => report("the journal could not be looked at", error);
    this.#pollers = [
      startPoller(LOOK_EVERY_MS, async () => this.#look(), fail),
      startPoller(RENEW_EVERY_MS, async () => this.#renew(), fail),
    ];
  }

  /** Takes definitions up: their triggers listen, and their unfinished runs go on here. */
  async serve(definitions: readonly CompiledDefinition[]): Promise<void> {
    for (const definition of definitions) assertHonoured(definition);
    for (const definition of definitions) {
      this.#served.add(definition.id);
      await listen(this.#options.setting, definition);
    }
    await this.#takeUpOrphans();
  }

  /** Whether this process would run a new run of the definition. */
  serves({ id }: CompiledDefinition): boolean {
    return this.#options.isWorker && this.#served.has(id);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#pollers.map(async (poller) => poller.stop()));
  }

  async #look(): Promise<void> {
    const { setting, runs, isWorker } = this.#options;
    const hasChanged = setting.journal.hasChanged();
    if (hasChanged) setting.news.tellAll();
    if (hasChanged && isWorker) await this.#takeUpOrphans();
    // Messages may be older than a run's taking up, or come from this process.
    await this.#inbox.read(runs.drivers);
  }

  async #renew(): Promise<void> {
    const { setting, runs, ownership, isWorker } = this.#options;
    if (runs.drivers.size > 0) await setting.journal.renewLeases(ownership.current());
    if (isWorker) await this.#takeUpOrphans();
  }

  async #takeUpOrphans(): Promise<void> {
    const { setting, runs, ownership } = this.#options;
    for (const run of await setting.journal.listOrphans(ownership.isAlive)) {
      const { runId, workflow } = run.start;
      if (runs.drivers.has(runId) || setting.failures.has(runId)) continue;
      if (this.#served.has(workflow) || (await this.#hasAllHandlers(run))) await this.#takeUpAlone(run);
    }
  }

  /** A worker takes runs of definitions that it was not given only when it can run all of their tasks. */
  async #hasAllHandlers(run: StoredRun): Promise<boolean> {
    const { reader, handlers } = this.#options;
    const definition = await reader.readDefinition(run).catch(() => undefined);
    return definition !== undefined && findMissingAction(definition, handlers) === undefined;
  }

  /** A run that cannot be taken up is left to others, and keeps no other run from going on. */
  async #takeUpAlone(run: StoredRun): Promise<void> {
    const { runs, setting } = this.#options;
    const { runId } = run.start;
    try {
      await runs.takeUp(run);
    } catch (error) {
      if (isTaskloomError(error) && error.retryable) throw error;
      setting.failures.set(runId, error);
      setting.report("a run could not be taken up", error, runId);
    }
  }
}

async function listen({ journal, definitions, clock }: EngineSetting, definition: CompiledDefinition): Promise<void> {
  definitions.add(definition);
  await journal.saveDefinition(definition);
  await listenTo(journal, definition, clock.now());
}
