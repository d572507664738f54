import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
} from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { openFileJournal } from "../file-journal.js";
import { newJournalPath, openForTest } from "../journal-folder.fixture.js";
import { entryOf, newRun } from "../sample-run.fixture.js";
import { Connection } from "./connection.js";

const EVENTS = 2_000;

/** A journal with many pages: in the file alone, or also in its write-ahead log, as a kill leaves it. */
async function writeJournal(log: "none" | "left"): Promise<string> {
  const path = newJournalPath();
  const journal = await openFileJournal(path);
  await journal.createRun(newRun("a"));
  await Promise.all(Array.from({ length: EVENTS }, async (_, n) => journal.append(entryOf("a", n + 2))));
  if (log === "none") {
    await journal.close();
    return copyTo(path, newJournalPath());
  }
  new Connection(path).ask("PRAGMA wal_checkpoint(PASSIVE)");
  await journal.append(entryOf("a", EVENTS + 2));
  return copyTo(path, newJournalPath());
}

function copyTo(path: string, copy: string): string {
  for (const suffix of ["", "-wal"]) if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
  return copy;
}

function contentOf(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

function overwrite(path: string, position: number, bytes: Uint8Array): void {
  const file = openSync(path, "r+");
  writeSync(file, bytes, 0, bytes.length, position);
  closeSync(file);
}

const toHalf = (size: number): number => Math.floor(size / 8_192) * 4_096;

describe("a journal file that was cut", () => {
  it.each([
    ["to a half", "none", toHalf],
    ["by a page", "none", (size: number) => size - 4_096],
    ["by one byte", "none", (size: number) => size - 1],
    ["in its header", "none", () => 50],
    ["to a half", "left", toHalf],
    ["in its header", "left", () => 50],
  ] as const)("is refused when it was cut %s, its log %s, and nothing is written to it", async (_, log, lengthOf) => {
    const path = await writeJournal(log);
    truncateSync(path, lengthOf(statSync(path).size));
    const before = contentOf(path);
    await expect(openFileJournal(path)).rejects.toMatchObject({ code: "JOURNAL_CORRUPT", details: { journal: path } });
    expect(contentOf(path)).toBe(before);
  });
});

it("refuses an empty file that still has a write-ahead log, and leaves the log", async () => {
  const path = await writeJournal("left");
  truncateSync(path, 0);
  const before = contentOf(`${path}-wal`);
  await expect(openFileJournal(path)).rejects.toMatchObject({ code: "JOURNAL_CORRUPT" });
  expect(contentOf(`${path}-wal`)).toBe(before);
  expect(statSync(path).size).toBe(0);
});

it("opens a file whose last pages are still in the log only, as a kill in the middle of moving them leaves it", async () => {
  const path = await writeJournal("none");
  const [bytes, whole] = [readFileSync(path), statSync(path).size];
  const journal = await openFileJournal(path);
  const more = Array.from({ length: EVENTS }, async (_, n) => journal.append(entryOf("a", EVENTS + n + 2)));
  await Promise.all(more);
  const copy = copyTo(path, newJournalPath());
  await journal.close();
  // The first page says how long the file will be; the others have not been moved.
  writeFileSync(copy, bytes);
  overwrite(copy, 0, readFileSync(path).subarray(0, 4_096));
  expect(statSync(copy).size).toBe(whole);
  expect((await (await openForTest(copy)).readRun("a"))?.lastSeq).toBe(2 * EVENTS + 1);
});

it("takes an empty file for a new journal", async () => {
  const path = newJournalPath();
  writeFileSync(path, "");
  const journal = await openForTest(path);
  expect(await journal.createRun(newRun("a"))).toEqual({ epoch: 0 });
});

describe("a write-ahead log that was cut", () => {
  it.each([
    [0.9, 100],
    [0.5, 50],
    [0.2, 1],
    [0.01, 0],
  ])("gives what its longest valid beginning holds, cut to %f", async (part, atLeast) => {
    const source = newJournalPath();
    const journal = await openForTest(source);
    await journal.createRun(newRun("a"));
    for (let seq = 2; seq <= 201; seq += 1) await journal.append(entryOf("a", seq));
    const path = copyTo(source, newJournalPath());
    truncateSync(`${path}-wal`, Math.floor(statSync(`${path}-wal`).size * part));
    const cut = await openForTest(path);
    const batches = await cut.readBatches("a", 0);
    expect(batches.map(({ firstSeq }) => firstSeq)).toEqual(batches.map((_, n) => n + 1));
    expect((await cut.readRun("a"))?.lastSeq ?? 0).toBe(batches.length);
    expect(batches.length).toBeLessThan(201);
    expect(batches.length).toBeGreaterThanOrEqual(atLeast);
  });
});

it("reports pages that became something else when they are read, and writes no more", async () => {
  const path = await writeJournal("none");
  overwrite(path, 4_096 * 8, Buffer.alloc(statSync(path).size - 4_096 * 8, 7));
  const journal = await openForTest(path);
  await expect(journal.readBatches("a", 0)).rejects.toMatchObject({ code: "JOURNAL_CORRUPT" });
  await expect(journal.append(entryOf("a", EVENTS + 2))).rejects.toMatchObject({ code: "JOURNAL_CORRUPT" });
  const before = [contentOf(path), contentOf(`${path}-wal`)];
  await expect(journal.createRun(newRun("b"))).rejects.toMatchObject({ code: "JOURNAL_CORRUPT" });
  expect([contentOf(path), contentOf(`${path}-wal`)]).toEqual(before);
});

it("reports texts that became something else", async () => {
  const path = newJournalPath();
  const journal = await openForTest(path);
  await journal.createRun(newRun("a"));
  new Connection(path).run("UPDATE batches SET events = '[{'");
  await expect(journal.readBatches("a", 0)).rejects.toMatchObject({ code: "JOURNAL_CORRUPT" });
});

describe("a file that is no journal", () => {
  it("refuses a text", async () => {
    const path = newJournalPath();
    writeFileSync(path, "Not a database, but quite long a text. ".repeat(300));
    const before = contentOf(path);
    await expect(openFileJournal(path)).rejects.toMatchObject({ code: "JOURNAL_CORRUPT" });
    expect(contentOf(path)).toBe(before);
  });

  it("refuses a database of something else", async () => {
    const path = newJournalPath();
    new Connection(path).run("CREATE TABLE theirs (a)");
    const before = contentOf(path);
    await expect(openFileJournal(path)).rejects.toMatchObject({ code: "JOURNAL_CORRUPT" });
    expect(contentOf(path)).toBe(before);
    expect(existsSync(dirname(path))).toBe(true);
  });

  it("refuses a journal of a newer version", async () => {
    const path = newJournalPath();
    await (await openFileJournal(path)).close();
    new Connection(path).run("PRAGMA user_version = 1000");
    await expect(openFileJournal(path)).rejects.toMatchObject({ code: "JOURNAL_TOO_NEW" });
  });
});
