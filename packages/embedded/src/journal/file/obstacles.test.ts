import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createFileJournal, openFileJournal } from "../file-journal.js";
import { newJournalPath, openForTest } from "../journal-folder.fixture.js";
import { startProcess, type JournalProcess } from "../remote-journal.fixture.js";
import { entryOf, newRun, ownerOf } from "../sample-run.fixture.js";
import { Connection } from "./connection.js";
import { openConnection } from "./open-connection.js";

describe("a journal that another process keeps locked", () => {
  it("cannot be opened: that is said after a time", async () => {
    const path = newJournalPath();
    const locker = new Connection(path);
    locker.run("PRAGMA locking_mode = EXCLUSIVE");
    locker.ask("PRAGMA journal_mode = WAL");
    locker.run("CREATE TABLE theirs (a)");
    await expect(openFileJournal(path, { lockPatienceMs: 30 })).rejects.toMatchObject({
      code: "JOURNAL_LOCKED",
      retryable: true,
    });
    locker.close();
  });

  it("can be opened, read and listed while somebody writes", async () => {
    const path = newJournalPath();
    const first = await openForTest(path);
    await first.createRun(newRun("a"));
    const locker = lock(path);
    const second = await openForTest(path, { lockPatienceMs: 30 });
    expect(await second.readRun("a")).toBeDefined();
    expect((await second.listRuns({}, {})).runs).toHaveLength(1);
    locker.run("COMMIT");
  });

  it("lets appends wait without end, other writes only for a time, and the event loop go on", async () => {
    const path = newJournalPath();
    const journal = await openForTest(path, { lockPatienceMs: 30 });
    await journal.createRun(newRun("a"));
    const locker = lock(path);
    const appended = [journal.append(entryOf("a", 2)), journal.append(entryOf("a", 3))];
    await expect(journal.renewLeases(ownerOf(1))).rejects.toMatchObject({ code: "JOURNAL_LOCKED" });
    await expect(journal.createRun(newRun("b"))).rejects.toMatchObject({ code: "JOURNAL_LOCKED" });
    expect(await journal.readRun("a")).toMatchObject({ lastSeq: 1 });
    locker.run("COMMIT");
    expect(await Promise.all(appended)).toEqual([true, true]);
    expect(await journal.readRun("a")).toMatchObject({ lastSeq: 3 });
    expect(await journal.readRun("b")).toBeUndefined();
  });

  it("can be closed: appends that wait are refused after a time", async () => {
    const path = newJournalPath();
    const journal = await openFileJournal(path, { lockPatienceMs: 30 });
    await journal.createRun(newRun("a"));
    const locker = lock(path);
    const [appended] = await Promise.allSettled([journal.append(entryOf("a", 2)), journal.close()]);
    expect(appended).toMatchObject({ status: "rejected", reason: { code: "JOURNAL_LOCKED" } });
    locker.run("COMMIT");
  });
});

describe("a full disk", () => {
  it("refuses appends, and takes the same ones when there is room again", async () => {
    const path = newJournalPath();
    const connection = await openConnection(path, "normal", 1_000);
    const journal = createFileJournal(connection, 1_000);
    onTestFinished(async () => journal.close());
    await journal.createRun(newRun("a"));
    await journal.createRun(newRun("b"));
    const pages = Number(connection.ask("PRAGMA page_count"));
    connection.ask(`PRAGMA max_page_count = ${pages + 4}`);
    const large = entryOf("a", 2, {
      batch: { at: 1, events: [{ kind: "pause_requested", requestId: "x".repeat(50_000) }] },
    });
    const both = await Promise.allSettled([journal.append(entryOf("b", 2)), journal.append(large)]);
    for (const one of both)
      expect(one).toMatchObject({ status: "rejected", reason: { code: "JOURNAL_FULL", retryable: true } });
    expect(await journal.readRun("b")).toMatchObject({ lastSeq: 1 });
    connection.ask("PRAGMA max_page_count = 1000000");
    expect(await Promise.all([journal.append(entryOf("b", 2)), journal.append(large)])).toEqual([true, true]);
    expect((await journal.readBatches("a", 1))[0]?.events).toEqual(large.batch.events);
  });
});

describe("a journal that cannot be written", () => {
  it.runIf(process.platform !== "win32")("is refused when the file may only be read", async () => {
    const path = newJournalPath();
    await (await openFileJournal(path)).close();
    chmodSync(dirname(path), 0o755);
    chmodSync(path, 0o444);
    await expect((await startNobody()).open(path)).rejects.toMatchObject({ code: "JOURNAL_READ_ONLY" });
  });

  it.runIf(process.platform !== "win32")("is refused when the folder may only be read", async () => {
    const path = newJournalPath();
    chmodSync(dirname(path), 0o555);
    const nobody = await startNobody();
    const inNewFolder = join(dirname(path), "new", "journal.db");
    await expect(nobody.open(path)).rejects.toMatchObject({ code: "JOURNAL_READ_ONLY" });
    await expect(nobody.open(inNewFolder)).rejects.toMatchObject({ code: "JOURNAL_READ_ONLY" });
  });

  it("is refused where a folder has its name", async () => {
    const path = newJournalPath();
    mkdirSync(path);
    await expect(openFileJournal(path)).rejects.toMatchObject({ code: "JOURNAL_READ_ONLY" });
  });

  it("is refused where a file stands in the way of its folder", async () => {
    const path = newJournalPath();
    writeFileSync(path, "");
    await expect(openFileJournal(join(path, "journal.db"))).rejects.toMatchObject({ code: "JOURNAL_READ_ONLY" });
    await expect(openFileJournal(join(path, "deep", "journal.db"))).rejects.toMatchObject({
      code: "JOURNAL_READ_ONLY",
    });
  });

  it.runIf(process.platform !== "win32")("is refused when it is a link to nowhere", async () => {
    const path = newJournalPath();
    symlinkSync(join(dirname(path), "none", "journal.db"), path);
    await expect(openFileJournal(path)).rejects.toMatchObject({ code: "JOURNAL_UNAVAILABLE", retryable: true });
  });

  it("refuses writes that the database refuses", async () => {
    const path = newJournalPath();
    const connection = await openConnection(path, "normal", 1_000);
    const journal = createFileJournal(connection, 1_000);
    onTestFinished(async () => journal.close());
    connection.run("PRAGMA query_only = ON");
    await expect(journal.createRun(newRun("a"))).rejects.toMatchObject({ code: "JOURNAL_READ_ONLY" });
  });
});

function lock(path: string): Connection {
  const locker = new Connection(path);
  locker.run("BEGIN IMMEDIATE");
  return locker;
}

/** A process without the rights of the superuser, for whom no permission counts. */
async function startNobody(): Promise<JournalProcess> {
  const started = startProcess();
  await started.becomeNobody();
  return started;
}
