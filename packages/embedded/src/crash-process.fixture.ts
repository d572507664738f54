/** A process of its own that runs a sequence on a file journal and notes every start of a handler in a file. */
import { appendFileSync } from "node:fs";
import { compile, createTestEngine } from "./engine.fixture.js";
import { openFileJournal } from "./journal/file-journal.js";

const [journalFile = "", notesFile = "", runId = "", mode = "start", durability = "strict"] = process.argv.slice(2);

export const TASKS = 40;

const definition = compile({
  id: "crash",
  defaults: { durability, retry: { maximum_attempts: 100, initial_interval: 1 } },
  tasks: Array.from({ length: TASKS }, (_, index) => ({
    id: `t${index}`,
    action: "note",
    with: index,
    ...(index + 1 < TASKS ? { on_success: { next: `t${index + 1}` } } : {}),
  })),
});

const engine = createTestEngine(
  {
    note: async (input, { attempt }) => {
      appendFileSync(notesFile, `start ${JSON.stringify(input)} ${attempt}\n`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      appendFileSync(notesFile, `end ${JSON.stringify(input)} ${attempt}\n`);
      return input;
    },
  },
  { journal: await openFileJournal(journalFile) },
);
if (mode === "start") await engine.start({ definition, input: {}, runId, requestId: "start" });
else await engine.continue(runId);
for await (const _update of engine.watch(runId));
const document = await engine.get(runId);
await engine.close();
process.stdout.write(JSON.stringify({ status: document.status, output: document.output }));
