import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { alter } from "./broken-journal.fixture.js";
import type { EmbeddedEngine } from "./embedded-engine.js";
import { compile, createTestEngine, runToEnd } from "./engine.fixture.js";
import { openFileJournal } from "./journal/file-journal.js";

const COUNT = process.env["TASKLOOM_TEST_LONG"] === undefined ? 1_000 : 10_000;
const LIMIT = 1_000_000;

let folder = "";
let engine: EmbeddedEngine;
let snapshots: number[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "taskloom-large-"));
  snapshots = [];
  const file = await openFileJournal(join(folder, "journal.db"));
  const journal = alter(file, {
    append: async (entry) => {
      if (entry.snapshot !== undefined) snapshots.push(JSON.stringify(entry.snapshot).length);
      return file.append(entry);
    },
  });
  engine = createTestEngine({ pad: (input) => ({ input, text: "x".repeat(1_000) }) }, { journal });
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a run's state stays under 1 MB", { timeout: 120_000 }, () => {
  it("whatever the number and size of a collection's results, and the result is right", async () => {
    const each = {
      id: "each",
      type: "collection",
      items: "{{ range(workflow.input.n) }}",
      task: { action: "pad", with: "{{ item }}" },
    };
    const { output, status } = await runToEnd(engine, compile({ tasks: [each] }), { n: COUNT });
    expect(status).toBe("completed");
    const list = (output as { each: { input: number }[] }).each;
    expect(list.map(({ input }) => input)).toEqual(Array.from({ length: COUNT }, (_, index) => index));
    expect(snapshots.length).toBeGreaterThan(0);
    expect(Math.max(...snapshots)).toBeLessThan(LIMIT);
  });

  it("whatever the number of passes of a loop", async () => {
    const definition = compile({
      tasks: [
        {
          id: "pass",
          action: "pad",
          with: "{{ has(tasks.pass) ? tasks.pass.output.input + 1 : 1 }}",
          on_success: { next: "more" },
        },
        {
          id: "more",
          type: "router",
          condition: `tasks.pass.output.input < ${COUNT}`,
          routes: { true: "pass", false: "end" },
        },
        { id: "end", type: "aggregate", outputs: { passes: "{{ tasks.pass.output.input }}" } },
      ],
      outputs: { passes: "{{ tasks.end.output.passes }}" },
    });
    const document = await runToEnd(engine, definition);
    expect(document).toMatchObject({ status: "completed", output: { passes: COUNT } });
    expect(snapshots.length).toBeGreaterThan(0);
    expect(Math.max(...snapshots)).toBeLessThan(LIMIT);
  });
});
