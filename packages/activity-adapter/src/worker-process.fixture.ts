/** A worker in a process of its own. It writes down every start and end of a handler, and waits to be killed. */
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createTestEngine } from "./engine.fixture.js";
import { createHandlers } from "./handlers.fixture.js";

const [taskQueue = "", notesFile = ""] = process.argv.slice(2);

const note = (text: string): void => appendFileSync(notesFile, `${text}\n`);

await createTestEngine(
  createHandlers({
    note: async (input, { taskPath, attempt }) => {
      note(`start ${taskPath} ${attempt}`);
      await sleep(5);
      note(`end ${taskPath} ${attempt}`);
      return input;
    },
    hang: async (_input, { taskPath, attempt, heartbeat }) => {
      note(`start ${taskPath} ${attempt}`);
      heartbeat({ left: attempt });
      await new Promise(() => undefined);
    },
  }),
  { taskQueue },
);
