import { createEngineHandlers, describeEngine, type EngineSubject } from "@taskloom/contracts";
import type { EmbeddedEngine, EmbeddedEngineOptions } from "./embedded-engine.js";
import { compile, createTestEngine } from "./engine.fixture.js";
import { createIsolatedCalls } from "./isolated-calls.fixture.js";
import { openFileJournal } from "./journal/file-journal.js";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const engines = new Set<EmbeddedEngine>();

function createSubject(options: Partial<EmbeddedEngineOptions> = {}): EngineSubject {
  const handlers = createEngineHandlers();
  const engine = createTestEngine({}, { handlers, role: "work", ...options });
  engines.add(engine);
  const reachable = async (): Promise<void> => undefined;
  return { engine, handlers, compile, reachable, serve: async (definitions) => engine.serve(definitions) };
}

/** Handlers that a test has left behind are not waited for. */
const dispose = async (): Promise<void> => {
  await Promise.all([...engines].map(async (engine) => engine.close(0)));
  engines.clear();
};

describeEngine({ name: "the embedded engine in memory", create: async () => createSubject(), dispose });

describeEngine({
  name: "the embedded engine with every step a call of its own",
  create: async () => createSubject({ fuse: false }),
  dispose,
});

describeEngine({
  name: "the embedded engine with calls that share nothing",
  create: async () => createSubject(createIsolatedCalls()),
  dispose,
  skip: [
    {
      reason: "without any store every call prepares all items again, which takes a minute for thousands",
      tests: ["a collection of more than a thousand items ends with all of its results"],
    },
  ],
});

const folders: string[] = [];

describeEngine({
  name: "the embedded engine on a file",
  create: async () => {
    const folder = mkdtempSync(join(tmpdir(), "taskloom-engine-"));
    folders.push(folder);
    return createSubject({ journal: await openFileJournal(join(folder, "journal.db")) });
  },
  dispose: async () => {
    await dispose();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  },
});
