import type { GetOptions, RunDocument } from "@taskloom/interfaces";
import { createMemoryBlobs } from "@taskloom/shared";
import { describe, expect, it } from "vitest";
import { createRunFold } from "../folding/run-fold.js";
import { createBatches, definition, start } from "../sample-run.fixture.js";
import { createRunView } from "./run-document.js";

const blobs = createMemoryBlobs({ clock: { now: () => 0 } });
const blocked = new Map([["root/b", "HANDLER_NOT_FOUND"]]);

async function describeRun(options: GetOptions, batches = createBatches()): Promise<RunDocument> {
  const { state, fold } = createRunFold(definition, start);
  const view = createRunView();
  for (const batch of batches) fold(batch, view.observe);
  return view.toDocument({ plan: definition.plan, state, blobs, engine: "test", options, blocked });
}

describe("the document of a run", () => {
  it("says what became of its tasks, in the order in which they were created", async () => {
    const document = await describeRun({});
    expect(document).toMatchObject({ run_id: "run", engine: "test", status: "running", ended_at: null });
    expect(document.started_at).toBe("1970-01-01T00:00:01.000Z");
    expect(document.tasks).toMatchObject([
      { path: "root/a", type: "basic", status: "completed", attempts: 1, output: 1, parent: null },
      { path: "root/b", status: "pending", output: null },
    ]);
    expect(document).not.toHaveProperty("labels");
  });

  it("says more when it is detailed", async () => {
    const document = await describeRun({ detailed: true });
    expect(document.labels).toEqual({ team: "red" });
    expect(document.tasks[1]).toMatchObject({ blocked: "HANDLER_NOT_FOUND", durability: "strict", attempt_errors: [] });
  });

  it("begins with what is left where the first events are gone, and says from when", async () => {
    const all = createBatches();
    const { state, fold } = createRunFold(definition, start);
    for (const batch of all) fold(batch);
    const view = createRunView(structuredClone(state));
    const { plan } = definition;
    const document = await view.toDocument({ plan, state, blobs, engine: "test", options: {}, blocked: new Map() });
    expect(document.missing_before).toBe(new Date(state.now).toISOString());
    expect(document.tasks.at(-1)).toMatchObject({ path: "root/b", status: "pending" });
    expect(document.tasks.map(({ path }) => path)).not.toContain("root");
    expect(await describeRun({})).not.toHaveProperty("missing_before");
  });

  it("can be read when a value is lost", async () => {
    const blob = { run: "run", sha256: "0", bytes: 300_000, preview: "xx" };
    const { tasks } = await describeRun({}, createBatches({ blob }));
    expect(tasks[0]?.output).toEqual({ $lost: "BLOB_LOST", bytes: 300_000, preview: "xx" });
  });
});
