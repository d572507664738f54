import { describe, expect, it } from "vitest";
import { newJournalPath, openForTest } from "./journal/journal-folder.fixture.js";
import type { JournalStore, Listener } from "./journal/journal-store.js";
import { createMemoryJournal } from "./journal/memory-journal.js";
import { changeListener } from "./listeners.js";

const listener: Listener = { workflow: "a", hash: "1", signals: [], schedules: [], paused: false };

const journals: readonly [name: string, open: () => Promise<JournalStore>][] = [
  ["memory", async () => createMemoryJournal()],
  ["a file", async () => openForTest(newJournalPath())],
];

describe.each(journals)("what listens, in %s,", (_name, open) => {
  it("can be changed by many at once, and no change is lost", async () => {
    const journal = await open();
    await journal.saveListener(listener, undefined);
    const add = (before: Listener): Listener => ({ ...before, signals: [...before.signals, "more"] });
    await Promise.all(Array.from({ length: 20 }, async () => changeListener(journal, "a", add)));
    expect((await journal.listListeners())[0]?.signals).toHaveLength(20);
  });

  it("is not changed where there is nothing", async () => {
    expect(await changeListener(await open(), "a", () => listener)).toBeUndefined();
  });
});
