import { expect, it } from "vitest";
import { describeJournalStore } from "./journal-contract.fixture.js";
import { createMemoryJournal } from "./memory-journal.js";
import { MAX_ENDED_RUNS } from "./memory-runs.js";
import { endOf, lineOf, newRun, stateAfter, entryOf } from "./sample-run.fixture.js";

describeJournalStore("in memory", async () => createMemoryJournal());

it("keeps the runs that ended last, and all that are open", async () => {
  const journal = createMemoryJournal();
  await journal.createRun(newRun("open"));
  const ids = Array.from({ length: MAX_ENDED_RUNS + 10 }, (_, n) => `run-${n}`);
  for (const id of ids) {
    await journal.createRun(newRun(id));
    await journal.append(endOf(id, 2, 1));
  }
  const kept = await Promise.all(ids.map(async (id) => (await journal.readRun(id)) !== undefined));
  expect(kept.indexOf(true)).toBe(10);
  expect(kept.filter(Boolean)).toHaveLength(MAX_ENDED_RUNS);
  expect(await journal.readRun("open")).toMatchObject({ status: "running" });
});

it("keeps all events instead of snapshots", async () => {
  const journal = createMemoryJournal();
  await journal.createRun(newRun("a"));
  await journal.append(entryOf("a", 2, { snapshot: stateAfter("a", 2) }));
  expect(await journal.readSnapshot("a")).toBeUndefined();
  expect(await journal.readBatches("a", 0)).toHaveLength(2);
});

it("is never changed by another process", () => {
  expect(createMemoryJournal().hasChanged()).toBe(false);
});

it("keeps fewer lines of a run's log where it is told so", async () => {
  const journal = createMemoryJournal(2);
  await journal.createRun(newRun("a"));
  for (const message of ["1", "2", "3"]) await journal.appendLog("a", [lineOf({ message })]);
  expect((await journal.readLog("a", 0)).map(({ message }) => message)).toEqual(["2", "3"]);
});
