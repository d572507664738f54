import type { CompiledDefinition, Handlers, JsonValue, RunId } from "@taskloom/interfaces";
import { keepInput, readLabels } from "@taskloom/runs";
import { createEngineSetting } from "./create-engine-setting.js";
import type { EmbeddedEngineOptions, EngineRole } from "./embedded-engine.js";
import type { EngineSetting } from "./engine-setting.js";
import { createOwnership, type Ownership } from "./ownership.js";
import { createRunReader, type RunReader } from "./run-reader.js";
import { Runs } from "./runs.js";
import { createScheduler, type Scheduler } from "./schedules/scheduler.js";
import { createSignalRouter, type SignalRouter } from "./signal-router.js";
import { createTriggerStarter } from "./trigger-starter.js";
import { WorkIntake } from "./work-intake.js";

/** The parts of an engine, from the moment at which it begins to listen until all of them are closed. */
export class EngineParts {
  readonly role: EngineRole;
  readonly handlers: Handlers;
  readonly setting: EngineSetting;
  readonly reader: RunReader;
  readonly ownership: Ownership;
  readonly runs: Runs;
  readonly intake: WorkIntake;
  readonly router: SignalRouter;
  readonly scheduler: Scheduler;
  #closing: Promise<void> | undefined;

  constructor(options: EmbeddedEngineOptions) {
    this.role = options.role ?? "run";
    this.handlers = options.handlers;
    // Calls send signals through a router that knows the runs whose calls they are.
    this.setting = createEngineSetting(options, { send: async (signal) => this.router.send(signal) });
    const { journal, clock, report, definitions } = this.setting;
    const isWorker = this.role === "work";
    this.reader = createRunReader(journal, definitions);
    this.ownership = createOwnership(clock);
    this.runs = new Runs({ setting: this.setting, reader: this.reader, owner: this.ownership.current });
    const { handlers, setting, reader, ownership, runs } = this;
    this.intake = new WorkIntake({ handlers, setting, reader, ownership, runs, isWorker });
    const create = this.#createTriggered.bind(this);
    const starter = createTriggerStarter({ journal, now: () => clock.now(), create, report });
    this.router = createSignalRouter({ journal, drivers: this.runs.drivers, startTriggered: starter.startBySignal });
    this.scheduler = createScheduler({ journal, clock, starter, report, isWorker });
  }

  /** Waits for handlers under way, at most so long; once, however often it is asked for. */
  async close(graceMs: number): Promise<void> {
    await (this.#closing ??= this.#close(graceMs));
  }

  async #close(graceMs: number): Promise<void> {
    // At once: what ends while the others stop must not lead to an attempt that nobody makes.
    this.runs.beginNothing();
    await this.scheduler.stop();
    await this.intake.stop();
    await this.runs.close(graceMs, this.role !== "work");
    this.setting.news.close();
    await this.setting.journal.close();
  }

  /** Creates the run of a trigger, for any worker if this process does not serve its definition. */
  async #createTriggered(runId: RunId, definition: CompiledDefinition, value: JsonValue): Promise<boolean> {
    const input = await keepInput(this.setting.blobs, runId, value);
    const here = this.intake.serves(definition);
    return this.runs.create({ runId, definition, input, labels: readLabels(definition), here });
  }
}
