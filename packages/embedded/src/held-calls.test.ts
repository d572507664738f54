import { expect, it } from "vitest";
import { breakLetGo } from "./broken-journal.fixture.js";
import { openFileJournal } from "./journal/file-journal.js";
import { awaitEnd, compile, createTestEngine, patiently } from "./engine.fixture.js";
import { newJournalPath } from "./journal/journal-folder.fixture.js";

const definition = compile({ tasks: [{ id: "a", action: "late", with: 1, retry: { maximum_attempts: 1 } }] });
const start = { definition, input: {}, runId: "r", requestId: "start" };

/** A process begins the run, cannot find its handler, and ends. */
async function leaveHeldUp(path: string): Promise<void> {
  const engine = createTestEngine({}, { journal: await openFileJournal(path) });
  await engine.start(start);
  const look = async (): Promise<unknown> => (await engine.get("r", { detailed: true })).tasks[0]?.blocked;
  await expect.poll(look, patiently).toBe("HANDLER_NOT_FOUND");
  await engine.close();
}

it("what holds a task up is seen from another process", async () => {
  const path = newJournalPath();
  const engine = createTestEngine({}, { journal: await openFileJournal(path) });
  const other = createTestEngine({}, { journal: await openFileJournal(path), role: "call" });
  await engine.start(start);
  const look = async (): Promise<unknown> => (await other.get("r", { detailed: true })).tasks[0]?.blocked;
  await expect.poll(look, patiently).toBe("HANDLER_NOT_FOUND");
  await engine.terminate("r", { requestId: "end" });
  expect(await look()).toBeUndefined();
  await Promise.all([engine.close(), other.close()]);
});

it("a restart while a task is held up before its handler uses no attempt up", async () => {
  const path = newJournalPath();
  await leaveHeldUp(path);
  const journal = await openFileJournal(path);
  const second = createTestEngine({ late: (input) => input }, { journal });
  await second.continue("r");
  expect((await awaitEnd(second, "r")).tasks).toMatchObject([{ status: "completed", attempts: 1, output: 1 }]);
  await second.close();
});

it("the handler starts only when the journal no longer says that its task is held up", async () => {
  const path = newJournalPath();
  await leaveHeldUp(path);
  const journal = await openFileJournal(path);
  const held: unknown[] = [];
  const late = async (): Promise<void> => void held.push(await journal.listHeld("r"));
  const second = createTestEngine({ late }, { journal: breakLetGo(journal, 1) });
  await second.continue("r");
  await awaitEnd(second, "r");
  expect(held).toStrictEqual([[]]);
  await second.close();
});
