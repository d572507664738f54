import type { EventBatch, RunChange, RunId, RunState } from "@taskloom/interfaces";
import { createRunState, indexPlan, reduce, type Observer } from "@taskloom/interpreter";
import { TaskloomError } from "@taskloom/shared";
import type { Definitions, KnownDefinition } from "@taskloom/advance";
import type { JournalStore, StoredBatch, StoredRun } from "./journal/journal-store.js";

/** Reads runs from the journal: it alone knows what happened, whoever runs them. */
export interface RunReader {
  /** @throws RUN_NOT_FOUND */
  readRun(run: RunId): Promise<StoredRun>;
  /** The definition of a run. @throws DEFINITION_NOT_FOUND */
  readDefinition(run: StoredRun): Promise<KnownDefinition>;
  /** The state as the journal has it, from the newest snapshot on. */
  restore(run: StoredRun): Promise<RunState>;
}

export function createRunReader(journal: JournalStore, definitions: Definitions): RunReader {
  const readDefinition = async ({ start }: StoredRun): Promise<KnownDefinition> => {
    const known = definitions.find(start.hash);
    if (known !== undefined) return known;
    const stored = await journal.loadDefinition(start.hash);
    if (stored === undefined) throw definitionLost(start.workflow, start.hash);
    return definitions.add(stored);
  };
  return {
    readDefinition,
    readRun: async (run) => {
      const stored = await journal.readRun(run);
      if (stored === undefined) throw runNotFound(run);
      return stored;
    },
    restore: async (run) => {
      const definition = await readDefinition(run);
      const snapshot = await journal.readSnapshot(run.start.runId);
      const state = snapshot ?? createRunState(run.start);
      for (const batch of await journal.readBatches(run.start.runId, state.seq)) foldBatch(definition, state, batch);
      return state;
    },
  };
}

/** Folds the events of a batch that the state has not seen. */
export function foldBatch(
  definition: KnownDefinition,
  state: RunState,
  { at, events, firstSeq }: StoredBatch,
  observe?: Observer,
): void {
  const index = indexPlan(definition.compiled.plan);
  for (const event of events.slice(state.seq + 1 - firstSeq)) reduce(index, state, event, at, observe);
}

/** One event of a batch with what it changed. */
export interface Folded {
  readonly seq: number;
  readonly event: EventBatch["events"][number];
  readonly changes: readonly RunChange[];
}

/** Folds a batch and tells what each event changed. */
export function* foldWithChanges(
  definition: KnownDefinition,
  state: RunState,
  { at, events, firstSeq }: StoredBatch,
): Generator<Folded> {
  const index = indexPlan(definition.compiled.plan);
  for (const event of events.slice(state.seq + 1 - firstSeq)) {
    const changes: RunChange[] = [];
    reduce(index, state, event, at, (change) => changes.push(change));
    yield { seq: state.seq, event, changes };
  }
}

export function runNotFound(run: RunId): TaskloomError {
  return new TaskloomError("RUN_NOT_FOUND", `there is no run '${run}'`, { details: { run } });
}

function definitionLost(workflow: string, hash: string): TaskloomError {
  return new TaskloomError("DEFINITION_NOT_FOUND", `the journal has lost a definition of '${workflow}'`, {
    details: { workflow, hash },
  });
}
