import type { RunId, RunState } from "@taskloom/interfaces";
import { createRunState } from "@taskloom/interpreter";
import { createRunNotFound, foldBatch } from "@taskloom/runs";
import { TaskloomError } from "@taskloom/shared";
import type { Definitions, KnownDefinition } from "@taskloom/advance";
import type { JournalStore, StoredRun } from "./journal/journal-store.js";

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
      if (stored === undefined) throw createRunNotFound(run);
      return stored;
    },
    restore: async (run) => {
      const { plan } = (await readDefinition(run)).compiled;
      const snapshot = await journal.readSnapshot(run.start.runId);
      const state = snapshot ?? createRunState(run.start);
      for (const batch of await journal.readBatches(run.start.runId, state.seq)) foldBatch(plan, state, batch);
      return state;
    },
  };
}

function definitionLost(workflow: string, hash: string): TaskloomError {
  return new TaskloomError("DEFINITION_NOT_FOUND", `the journal has lost a definition of '${workflow}'`, {
    details: { workflow, hash },
  });
}
