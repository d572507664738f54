import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { openConnection } from "./file/open-connection.js";
import { describeJournalStore } from "./journal-contract.fixture.js";
import { newJournalPath, openForTest } from "./journal-folder.fixture.js";
import { openFileJournal } from "./file-journal.js";
import { endOf, entryOf, lineOf, newRun, ownerOf, stateAfter } from "./sample-run.fixture.js";

describeJournalStore("in a file", async () => openForTest(newJournalPath()));

it.each([
  ["normal", 1],
  ["full", 2],
] as const)("flushes as %s says", async (sync, synchronous) => {
  const connection = await openConnection(newJournalPath(), sync, 1_000);
  expect(connection.ask("PRAGMA synchronous")).toBe(synchronous);
  connection.close();
});

it("makes the file and its folder where they are missing", async () => {
  const path = join(dirname(newJournalPath()), "some", "where", "journal.db");
  const journal = await openForTest(path);
  await journal.createRun(newRun("a"));
  expect(statSync(path).isFile()).toBe(true);
});

it("gives back after it was closed what was written before", async () => {
  const path = newJournalPath();
  const first = await openFileJournal(path);
  await first.createRun(newRun("a", 1, { owner: ownerOf(1), signals: ["go"] }));
  await first.append(entryOf("a", 2, { epoch: 1, status: "waiting" }));
  await first.post("a", { kind: "cancel", requestId: "1" });
  await first.close();
  const second = await openForTest(path);
  expect(await second.readRun("a")).toMatchObject({ status: "waiting", epoch: 1, lastSeq: 2, owner: ownerOf(1) });
  expect(await second.readBatches("a", 0)).toHaveLength(2);
  expect(await second.readInbox(["a"])).toHaveLength(1);
  expect(await second.findWaiting("go")).toEqual(["a"]);
});

it("writes what was added before it is closed", async () => {
  const path = newJournalPath();
  const first = await openFileJournal(path);
  const created = first.createRun(newRun("a"));
  const appended = first.append(entryOf("a", 2));
  await first.close();
  expect([await created, await appended]).toEqual([{ epoch: 0 }, true]);
  expect(await (await openForTest(path)).readRun("a")).toMatchObject({ lastSeq: 2 });
});

it("holds everything in one file when it is closed", async () => {
  const path = newJournalPath();
  const journal = await openFileJournal(path);
  await journal.createRun(newRun("a"));
  expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);
  await journal.close();
  expect(existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0).toBe(0);
});

describe("snapshots", () => {
  it("keeps the newest, as it was when the entry was handed over", async () => {
    const journal = await openForTest(newJournalPath());
    await journal.createRun(newRun("a"));
    const state = stateAfter("a", 2);
    const first = journal.append(entryOf("a", 2, { snapshot: state }));
    state.status = "paused";
    await first;
    expect(await journal.readSnapshot("a")).toEqual(stateAfter("a", 2));
    await journal.append(entryOf("a", 3, { snapshot: stateAfter("a", 3) }));
    expect(await journal.readSnapshot("a")).toEqual(stateAfter("a", 3));
  });

  it("keeps none that is ahead of the events: it would hide those that come", async () => {
    const journal = await openForTest(newJournalPath());
    await journal.createRun(newRun("a"));
    await journal.append(entryOf("a", 2, { snapshot: stateAfter("a", 9) }));
    expect(await journal.readSnapshot("a")).toBeUndefined();
  });

  it("removes them with their run", async () => {
    const journal = await openForTest(newJournalPath());
    await journal.createRun(newRun("a"));
    await journal.append(endOf("a", 2, 5, { snapshot: stateAfter("a", 2) }));
    await journal.prune(9);
    await journal.createRun(newRun("a"));
    expect(await journal.readSnapshot("a")).toBeUndefined();
  });
});

describe("hasChanged", () => {
  it("tells of writes of others, once, and of none of its own", async () => {
    const path = newJournalPath();
    const [one, other] = [await openForTest(path), await openForTest(path)];
    expect(one.hasChanged()).toBe(false);
    await one.createRun(newRun("a"));
    expect([one.hasChanged(), other.hasChanged(), other.hasChanged()]).toEqual([false, true, false]);
    await other.post("a", { kind: "pause", requestId: "1" });
    expect([one.hasChanged(), one.hasChanged(), other.hasChanged()]).toEqual([true, false, false]);
  });
});

it("keeps fewer lines of a run's log where it is told so", async () => {
  const journal = await openForTest(newJournalPath(), { logLines: 2 });
  await journal.createRun(newRun("a"));
  for (const message of ["1", "2", "3"]) await journal.appendLog("a", [lineOf({ message })]);
  expect((await journal.readLog("a", 0)).map(({ message }) => message)).toEqual(["2", "3"]);
});
