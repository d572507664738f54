import { describe, expect, it } from "vitest";
import { compile } from "./engine.fixture.js";
import { newJournalPath, openForTest } from "./journal/journal-folder.fixture.js";
import type { JournalStore, Listener } from "./journal/journal-store.js";
import { createMemoryJournal } from "./journal/memory-journal.js";
import { changeListener, findServed, listenTo } from "./listeners.js";

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

  it("has the definition that a worker was given last, by its workflow's id", async () => {
    const journal = await open();
    await expect(findServed(journal, "test")).rejects.toMatchObject({ code: "DEFINITION_NOT_FOUND" });
    for (const action of ["old", "new"]) {
      const definition = compile({ tasks: [{ id: "a", action }] });
      await journal.saveDefinition(definition);
      await listenTo(journal, definition, 1);
      expect((await findServed(journal, "test")).hash).toBe(definition.hash);
    }
  });

  it("is not changed where there is nothing", async () => {
    expect(await changeListener(await open(), "a", () => listener)).toBeUndefined();
  });
});
