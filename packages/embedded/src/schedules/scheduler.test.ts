import { describe, expect, it, vi } from "vitest";
import { awaitEnd, compile, createTestEngine } from "../engine.fixture.js";
import { openFileJournal } from "../journal/file-journal.js";
import { newJournalPath } from "../journal/journal-folder.fixture.js";

const definition = compile({
  triggers: [{ type: "schedule", cron: "* * * * * *", overlap: "allow", input: { at: "{{ trigger.scheduled_at }}" } }],
  tasks: [{ id: "note", type: "basic", action: "note", with: { at: "{{ workflow.input.at }}" } }],
});

describe("a worker", () => {
  it("runs what a schedule starts, each second once, until it is stopped", async () => {
    const seen: string[] = [];
    const note = (input: unknown): unknown => seen.push((input as { readonly at: string }).at);
    const engine = createTestEngine({ note }, { role: "work" });
    await engine.serve([definition]);
    await vi.waitFor(() => expect(seen.length).toBeGreaterThanOrEqual(2), { timeout: 10_000 });
    await engine.close();
    const times = seen.map((at) => Date.parse(at)).toSorted((one, other) => one - other);
    expect(times).toEqual(times.map((_, index) => (times[0] ?? 0) + index * 1_000));
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(seen).toHaveLength(times.length);
  });

  it("runs what another process triggers", async () => {
    const path = newJournalPath();
    const worker = createTestEngine({ note: () => "noted" }, { role: "work", journal: await openFileJournal(path) });
    const other = createTestEngine({}, { role: "call", journal: await openFileJournal(path) });
    const task = { id: "note", type: "basic", action: "note" };
    await worker.serve([compile({ triggers: [{ type: "schedule", cron: "0 0 29 2 *" }], tasks: [task] })]);
    const run = await other.schedules.trigger("test");
    expect(await awaitEnd(worker, run)).toMatchObject({ status: "completed", output: { note: "noted" } });
    await worker.close();
    await other.close();
  });
});

describe("an engine that is no worker", () => {
  it("starts nothing by itself", async () => {
    const engine = createTestEngine({ note: () => null });
    await engine.serve([definition]);
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    expect((await engine.list()).runs).toEqual([]);
    await engine.close();
  });
});
