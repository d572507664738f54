import type { CompiledDefinition, WorkflowId } from "@taskloom/interfaces";
import { keySchedule, listSchedules, listTriggerSignals, readSchedule } from "@taskloom/runs";
import { TaskloomError } from "@taskloom/shared";
import type { JournalStore, Listener, ListeningSchedule } from "./journal/journal-store.js";
import { beginProgress } from "./schedules/schedule-progress.js";

/**
 * Lets the triggers of a definition listen from now on (epoch milliseconds). Schedules that an earlier version of it had
 * go on where they are.
 * @throws SCHEDULE_INVALID
 */
export async function listenTo(journal: JournalStore, definition: CompiledDefinition, now: number): Promise<void> {
  for (;;) {
    const before = await findListener(journal, definition.id);
    if (await journal.saveListener(describeListener(definition, before, now), before)) return;
  }
}

/** Changes what is noted of a workflow, whoever else does so; undefined when nothing is noted of it. */
export async function changeListener(
  journal: JournalStore,
  workflow: WorkflowId,
  change: (listener: Listener) => Listener,
): Promise<Listener | undefined> {
  for (;;) {
    const before = await findListener(journal, workflow);
    if (before === undefined) return undefined;
    const after = change(before);
    if (after === before || (await journal.saveListener(after, before))) return after;
  }
}

/** What is noted of a workflow. */
export async function findListener(journal: JournalStore, workflow: WorkflowId): Promise<Listener | undefined> {
  return (await journal.listListeners()).find((listener) => listener.workflow === workflow);
}

/**
 * The definition that workers serve under an id, as the last of them was given it.
 * @throws DEFINITION_NOT_FOUND
 */
export async function findServed(journal: JournalStore, workflow: WorkflowId): Promise<CompiledDefinition> {
  const listener = await findListener(journal, workflow);
  const definition = listener && (await journal.loadDefinition(listener.hash));
  if (definition !== undefined) return definition;
  throw new TaskloomError("DEFINITION_NOT_FOUND", `no worker on this journal has served a workflow '${workflow}'`, {
    details: { workflow },
  });
}

function describeListener(definition: CompiledDefinition, before: Listener | undefined, now: number): Listener {
  const known = new Map(before?.schedules.map((progress) => [keySchedule(progress.trigger), progress]));
  const listening = new Map<string, ListeningSchedule>();
  for (const trigger of listSchedules(definition)) {
    const { key } = readSchedule(trigger);
    listening.set(key, { ...(known.get(key) ?? beginProgress(trigger, now)), trigger });
  }
  return {
    workflow: definition.id,
    hash: definition.hash,
    signals: listTriggerSignals(definition),
    schedules: [...listening.values()],
    paused: before?.paused ?? false,
  };
}
