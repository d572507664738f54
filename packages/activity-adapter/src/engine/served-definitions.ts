import type { CompiledDefinition, Signal, WorkflowId } from "@taskloom/interfaces";
import { listTriggerSignals } from "@taskloom/runs";

/** What a process knows of definitions: those that it was given, whose triggers listen, and those of runs that it has served. */
export interface ServedDefinitions {
  /** Their triggers listen from now on. */
  serve(definitions: readonly CompiledDefinition[]): void;
  /** The newest served one of that id. */
  find(workflow: WorkflowId): CompiledDefinition | undefined;
  /** Notes a definition whose run was met here: its runs can be reached without a target. */
  note(definition: Pick<CompiledDefinition, "id" | "plan">): void;
  /** Definitions with a trigger of the signal's name. */
  listTriggered(signal: Signal): readonly CompiledDefinition[];
  /** Ids of the workflows with a wait for the signal's name, in any version that was met here. */
  listWaiting(name: string): readonly WorkflowId[];
}

export function createServedDefinitions(): ServedDefinitions {
  const served = new Map<WorkflowId, CompiledDefinition>();
  const waits = new Map<string, Set<WorkflowId>>();
  const note: ServedDefinitions["note"] = ({ id, plan }) => {
    for (const name of plan.signals) waits.set(name, (waits.get(name) ?? new Set()).add(id));
  };
  return {
    note,
    serve: (definitions) => {
      for (const definition of definitions) {
        served.set(definition.id, definition);
        note(definition);
      }
    },
    find: (workflow) => served.get(workflow),
    listTriggered: ({ name }) => [...served.values()].filter((one) => listTriggerSignals(one).includes(name)),
    listWaiting: (name) => [...(waits.get(name) ?? [])],
  };
}
