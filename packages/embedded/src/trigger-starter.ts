import type { CompiledDefinition, JsonObject, JsonValue, RunId, Signal } from "@taskloom/interfaces";
import {
  createTriggeredRunId,
  describeSignalCause,
  listTriggers,
  renderTriggerInput,
  type TriggerCause,
} from "@taskloom/runs";
import { isTaskloomError } from "@taskloom/shared";
import type { JournalStore, Listener } from "./journal/journal-store.js";

/** Starts runs by triggers. */
export interface TriggerStarter {
  /** Starts every workflow with a trigger of the signal's name; says how many runs were started. */
  readonly startBySignal: (signal: Signal) => Promise<number>;
  /** Starts one run by a trigger; undefined when it was started before. */
  start(
    definition: CompiledDefinition,
    trigger: JsonObject,
    cause: TriggerCause,
    key: string,
  ): Promise<RunId | undefined>;
}

export interface TriggerStarterOptions {
  readonly journal: JournalStore;
  readonly now: () => number;
  readonly create: (runId: RunId, definition: CompiledDefinition, input: JsonValue) => Promise<boolean>;
  /** Told of a trigger that could not start its run. */
  readonly report: (message: string, error: unknown) => void;
}

export function createTriggerStarter({ journal, now, create, report }: TriggerStarterOptions): TriggerStarter {
  const start: TriggerStarter["start"] = async (definition, trigger, cause, key) => {
    const runId = createTriggeredRunId(definition.id, key);
    const input = renderTriggerInput(definition, trigger, cause, now());
    return (await create(runId, definition, input)) ? runId : undefined;
  };
  const startListener = async (listener: Listener, signal: Signal): Promise<number> => {
    const definition = await journal.loadDefinition(listener.hash);
    const triggers = definition === undefined ? [] : listTriggers(definition);
    const trigger = triggers.find(({ name }) => name === signal.name);
    if (definition === undefined || trigger === undefined) return 0;
    return (await start(definition, trigger, describeSignalCause(signal), signal.id)) === undefined ? 0 : 1;
  };
  return {
    start,
    startBySignal: async (signal) => {
      let started = 0;
      for (const listener of await journal.listListeners()) {
        if (!listener.signals.includes(signal.name)) continue;
        started += await startListener(listener, signal).catch((error: unknown) => {
          if (!isTaskloomError(error) || error.retryable) throw error;
          report(`a trigger of '${listener.workflow}' could not start a run`, error);
          return 0;
        });
      }
      return started;
    },
  };
}
