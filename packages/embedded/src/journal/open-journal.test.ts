import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { newJournalPath } from "./journal-folder.fixture.js";
import { openJournal } from "./open-journal.js";
import { newRun } from "./sample-run.fixture.js";

it("keeps a journal named :memory: in memory", async () => {
  const [one, other] = [await openJournal(":memory:"), await openJournal(":memory:")];
  await one.createRun(newRun("a"));
  expect(await one.readRun("a")).toBeDefined();
  expect(await other.readRun("a")).toBeUndefined();
  expect(existsSync(":memory:")).toBe(false);
});

it("keeps any other journal in a file, whatever that is called", async () => {
  const path = join(dirname(newJournalPath()), "file:odd %41#name&mode=ro");
  await (await openJournal(path)).close();
  const journal = await openJournal(path);
  onTestFinished(async () => journal.close());
  expect(await journal.createRun(newRun("a"))).toEqual({ epoch: 0 });
  expect(readdirSync(dirname(path)).filter((name) => !name.startsWith(basename(path)))).toEqual([]);
});
