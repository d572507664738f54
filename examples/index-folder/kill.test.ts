import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createFolder } from "../temporary-folder.fixture.js";
import { exampleFile, outcomeOf, startApprover } from "./example-run.fixture.js";
import { listHastyStarts, listNeedlessStarts, runWithKills } from "./killed-run.fixture.js";
import type { KilledRun, KillingPlace } from "./killed-run.fixture.js";
import { sampleTexts } from "./sample-texts.fixture.js";

const isLong = process.env["TASKLOOM_TEST_LONG"] === "1";
const KILLS = isLong ? 50 : 3;

/** Killed again and again, an attempt may be lost more often than authors usually allow. */
const PATIENCE = "\ndefaults: { retry: { maximum_attempts: 100, initial_interval: 20ms, maximum_interval: 20ms } }\n";

/** Enough for three rounds of eight files. */
const texts = {
  ...sampleTexts,
  ...Object.fromEntries(
    Array.from({ length: 20 }, (_, number) => [`notes/${number}.md`, `# Note ${number}\n\nLooms.\n`]),
  ),
};

const cwd = createFolder();
const place: KillingPlace = {
  cwd,
  definition: join(cwd, "index-folder.yaml"),
  input: [`folder=${createFolder(texts)}`, `reports=${createFolder()}`],
};

/** About as long as a process takes from its first words to its end, when nothing disturbs it. */
const WITHIN_MS = 500;

describe("the example of `npm start`, killed with `kill -9` at random moments and continued", () => {
  let undisturbed: KilledRun;
  const killed: KilledRun[] = [];

  beforeAll(async () => {
    cpSync(exampleFile("index-folder.yaml"), place.definition);
    appendFileSync(place.definition, PATIENCE);
    await startApprover([exampleFile("approve.yaml"), "--handlers", exampleFile("approving-handlers.fixture.ts")], {
      cwd,
    });
    undisturbed = await runWithKills(place, "undisturbed", 0, WITHIN_MS);
    for (let left = KILLS; left > 0; left -= killed.at(-1)?.interruptions.length ?? 0) {
      killed.push(await runWithKills(place, `killed-${killed.length}`, left, WITHIN_MS));
    }
  }, 20_000 * KILLS);

  it("ends with the same document", () => {
    const expected = outcomeOf(undisturbed.document);
    for (const run of killed) expect(outcomeOf(run.document)).toEqual(expected);
  });

  it("each handler runs at least once", () => {
    for (const { document, starts } of [undisturbed, ...killed]) {
      const called = document.tasks.filter(({ type, status }) => type === "basic" && status === "completed");
      expect(called.map(({ path }) => `${document.run_id}:${path}`).filter((key) => !starts.has(key))).toEqual([]);
    }
  });

  it("no handler starts before the result of the one before it is recorded", () => {
    expect(killed.flatMap(listHastyStarts)).toEqual([]);
  });

  it("each handler runs exactly once when it was not under way at a kill", () => {
    expect(killed.flatMap(listNeedlessStarts)).toEqual([]);
    expect([...undisturbed.starts.values()].every((count) => count === 1)).toBe(true);
  });
});
