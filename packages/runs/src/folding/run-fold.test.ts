import type { RunChange } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { know } from "../definition.fixture.js";
import { createBatches, definition, lastBatch, start } from "../sample-run.fixture.js";
import { createRunFold } from "./run-fold.js";

describe("the fold of a run", () => {
  it("has the state after all that was recorded", () => {
    const { state, fold } = createRunFold(definition, start);
    for (const batch of createBatches()) fold(batch);
    expect(state).toMatchObject({ seq: 3, status: "running" });
    expect(state.tasks).toHaveProperty(["root/b"]);
  });

  it("passes over events that it has seen", () => {
    const { state, fold } = createRunFold(definition, start);
    const batches = createBatches();
    for (const batch of [...batches, ...batches.slice(1)]) fold(batch);
    expect(state.seq).toBe(3);
  });

  it("tells of each change, in order", () => {
    const changes: RunChange[] = [];
    const { fold } = createRunFold(definition, start);
    for (const batch of createBatches()) fold(batch, (change) => changes.push(change));
    const ended = changes.findIndex((change) => change.kind === "task" && change.status === "completed");
    expect(changes[ended]).toMatchObject({ path: "root/a", output: { value: 1 } });
    expect(changes.slice(ended + 1)).toContainEqual(expect.objectContaining({ path: "root/b" }));
  });

  it("gives an update for each event, with what it changed", () => {
    const { state, updates } = createRunFold(definition, start);
    const all = createBatches().flatMap((batch) => [...updates(batch)]);
    expect(all.map(({ seq, event }) => [seq, event.kind])).toEqual([
      [1, "run_started"],
      [2, "attempt_started"],
      [3, "task_ended"],
    ]);
    expect(all[2]?.changes[0]).toMatchObject({ kind: "task", path: "root/a", status: "completed" });
    expect(state.seq).toBe(3);
  });

  it("is the same for a definition that a process has in memory", () => {
    const { state, fold } = createRunFold(know(definition), start);
    for (const batch of [...createBatches(), lastBatch]) fold(batch);
    const other = createRunFold(definition, start);
    for (const batch of [...createBatches(), lastBatch]) other.fold(batch);
    expect(state).toEqual(other.state);
  });
});
