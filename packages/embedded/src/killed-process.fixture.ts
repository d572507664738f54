/** A process of its own that starts a run with a handler that never ends, says so, and waits to be killed. */
import { createTestEngine } from "./engine.fixture.js";
import { openFileJournal } from "./journal/file-journal.js";
import { hanging } from "./hanging-definition.fixture.js";

const [journalFile = "", runId = ""] = process.argv.slice(2);

const engine = createTestEngine(
  {
    hang: async () => {
      process.stdout.write("hanging\n");
      await new Promise(() => undefined);
    },
  },
  { journal: await openFileJournal(journalFile) },
);
await engine.start({ definition: hanging, input: {}, runId, requestId: "start" });
