import type { CompiledDefinition, RunEvent, RunStart, StoredValue, TaskPath } from "@taskloom/interfaces";
import { compile } from "./definition.fixture.js";
import type { NumberedBatch } from "./folding/fold-batch.js";

/** Task `a`, then task `b`. */
export const definition: CompiledDefinition = compile({
  tasks: [
    { id: "a", action: "echo", on_success: { next: "b" } },
    { id: "b", action: "echo" },
  ],
});

/** A run of it. */
export const start: RunStart = {
  runId: "run",
  workflow: definition.id,
  hash: definition.hash,
  input: { value: {} },
  labels: { team: "red" },
};

/** It begins, and `a` ends: two batches, three events. */
export function createBatches(output: StoredValue = { value: 1 }): readonly NumberedBatch[] {
  return [
    { at: 1_000, firstSeq: 1, events: [{ kind: "run_started" }] },
    {
      at: 2_000,
      firstSeq: 2,
      events: [{ kind: "attempt_started", path: "root/a", call: 1, attempt: 1 }, endOf("root/a", output, "b")],
    },
  ];
}

/** `b` ends, and the run with it. */
export const lastBatch: NumberedBatch = { at: 3_000, firstSeq: 4, events: [endOf("root/b", { value: 2 })] };

/** The end of an execution with its first call. */
export function endOf(path: TaskPath, output: StoredValue, next?: string): RunEvent {
  const common = { path, call: 1, basis: 0, startedAt: 1_000, endedAt: 2_000, attempt: 1 } as const;
  return { kind: "task_ended", ...common, status: "completed", output, ...(next !== undefined && { next }) };
}
