import { afterAll, describe, expect, it } from "vitest";
import { newJournalPath, openForTest } from "./journal-folder.fixture.js";
import { JournalProcess, startProcess } from "./remote-journal.fixture.js";
import { entryOf, eventOf, newRun, ownerOf } from "./sample-run.fixture.js";

const RUNS = Array.from({ length: 20 }, (_, n) => `run-${n}`);

it.each([1, 1_500])("has every entry that was confirmed before a kill after %i of them", async (confirmations) => {
  const path = newJournalPath();
  const writer = startProcess();
  await writer.open(path);
  for (const run of RUNS) await writer.call("createRun", newRun(run));
  await writer.writeOn(RUNS, confirmations);
  await writer.kill();
  const journal = await openForTest(path);
  for (const run of RUNS) {
    const lastSeq = (await journal.readRun(run))?.lastSeq ?? 0;
    expect(lastSeq).toBeGreaterThanOrEqual(writer.confirmed.get(run) ?? 1);
    const events = (await journal.readBatches(run, 1)).flatMap((batch) => batch.events);
    expect(events).toEqual(Array.from({ length: lastSeq - 1 }, (_, n) => eventOf(run, n + 2)));
    expect(await journal.append(entryOf(run, lastSeq + 1))).toBe(true);
  }
});

describe("processes with the same file", () => {
  const [one, other] = [new JournalProcess(), new JournalProcess()];
  afterAll(async () => Promise.all([one.kill(), other.kill()]));

  it("can make it at the same time", async () => {
    const path = newJournalPath();
    await Promise.all([one.identify(), other.identify()]);
    const journal = openForTest(path);
    await Promise.all([one.open(path), other.open(path)]);
    await Promise.all([one.call("createRun", newRun("a")), other.call("createRun", newRun("b"))]);
    expect((await (await journal).listRuns({}, {})).runs).toHaveLength(2);
  });

  it("write all that they write at once, each until it has lost its runs", async () => {
    const path = newJournalPath();
    const journal = await openForTest(path);
    await other.open(path);
    for (const run of RUNS) await journal.createRun(newRun(run));
    const [ours, theirs] = [RUNS.slice(0, 10), RUNS.slice(10)];
    const write = async (run: string): Promise<void> => {
      for (let seq = 2; seq <= 101; seq += 1) expect(await journal.append(entryOf(run, seq))).toBe(true);
    };
    await Promise.all([other.writeOn(theirs, 2_000), ...ours.map(write)]);
    for (const run of ours) expect(await journal.readBatches(run, 1)).toHaveLength(100);
    for (const run of theirs) {
      expect(await journal.takeOver(run, undefined, ownerOf(1))).toBe(1);
      const lastSeq = (await journal.readRun(run))?.lastSeq ?? 0;
      expect(lastSeq).toBeGreaterThanOrEqual(other.confirmed.get(run) ?? 2);
      expect(await journal.append(entryOf(run, lastSeq + 1, { epoch: 1 }))).toBe(true);
    }
  });

  it("take a run over from another: exactly one of them", async () => {
    const path = newJournalPath();
    const journal = await openForTest(path);
    await Promise.all([one.open(path), other.open(path)]);
    for (const run of RUNS) await journal.createRun(newRun(run, 1, { owner: ownerOf(1) }));
    const takeOver = async (run: string) =>
      Promise.all([
        one.call("takeOver", run, ownerOf(1), ownerOf(2)),
        journal.takeOver(run, ownerOf(1), ownerOf(3)),
        other.call("takeOver", run, ownerOf(1), ownerOf(4)),
      ]);
    const epochs = await Promise.all(RUNS.map(takeOver));
    expect(epochs.map((three) => three.filter((epoch) => epoch !== undefined))).toEqual(RUNS.map(() => [2]));
  });

  it("write nothing more to a run that another has taken over", async () => {
    const path = newJournalPath();
    const journal = await openForTest(path);
    await other.open(path);
    await other.call("createRun", newRun("a", 1, { owner: ownerOf(1) }));
    expect(await journal.takeOver("a", ownerOf(1), ownerOf(2))).toBe(2);
    expect(await other.call("append", entryOf("a", 2, { epoch: 1 }))).toBe(false);
    expect(await journal.append(entryOf("a", 2, { epoch: 2 }))).toBe(true);
  });

  it("leave each other messages", async () => {
    const path = newJournalPath();
    const journal = await openForTest(path);
    await other.open(path);
    await journal.createRun(newRun("a"));
    await other.call("post", "a", { kind: "cancel", requestId: "1" });
    expect(journal.hasChanged()).toBe(true);
    expect(await journal.readInbox(["a"])).toMatchObject([{ run: "a", message: { kind: "cancel", requestId: "1" } }]);
  });
});
