import { createMemoryBlobs } from "@taskloom/shared";
import { describe, expect, it } from "vitest";
import { know } from "../definition.fixture.js";
import { createRunFold } from "../folding/run-fold.js";
import { createBatches, definition, lastBatch, start } from "../sample-run.fixture.js";
import { createRepetition, type RepetitionOptions } from "./repetition.js";

const blobs = createMemoryBlobs({ clock: { now: () => 0 } });
const known = know(definition);
const batches = [...createBatches(), lastBatch];
const options: RepetitionOptions = { start, batches, definition: known, blobs, now: 9_000, newRun: "again" };

describe("the repetition of a run", () => {
  it("keeps nothing when it is made from the beginning, and has the same input", async () => {
    expect(await createRepetition(options)).toEqual({ definition: known, input: {} });
  });

  it("has another input if one was given, and a large one as a value", async () => {
    expect(await createRepetition({ ...options, input: 7 })).toMatchObject({ input: 7 });
    const kept = { ...start, input: { blob: await blobs.put("run", "large") } };
    expect(await createRepetition({ ...options, start: kept })).toMatchObject({ input: "large" });
  });

  it("begins before the task from which on it is made", async () => {
    const { kept = [] } = await createRepetition({ ...options, from: "root/b" });
    expect(kept.at(-1)).toMatchObject({ at: 9_000, events: [{ kind: "run_rewound" }, { kind: "resume_requested" }] });
    const { state, fold } = createRunFold(definition, { ...start, runId: "again" });
    for (const batch of kept) fold({ ...batch, firstSeq: state.seq + 1 });
    expect(state).toMatchObject({ status: "running", tasks: { "root/b": { status: "pending" } } });
  });

  it("has blobs of its own", async () => {
    const blob = await blobs.put("run", "large");
    const { kept } = await createRepetition({
      ...options,
      batches: [...createBatches({ blob }), lastBatch],
      from: "root/b",
    });
    expect(JSON.stringify(kept)).toContain('"run":"again"');
    await blobs.delete("run");
    expect(await blobs.get({ ...blob, run: "again" })).toBe("large");
  });

  it("is TASK_NOT_FOUND from a task that the run never executed", async () => {
    await expect(createRepetition({ ...options, from: "root/c" })).rejects.toMatchObject({ code: "TASK_NOT_FOUND" });
  });
});
