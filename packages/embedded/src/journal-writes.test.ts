import type { RunEvent } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { awaitEnd, compile, createTestEngine } from "./engine.fixture.js";
import { createMemoryJournal } from "./journal/memory-journal.js";

const CONTAINERS = [
  [
    "a parallel",
    {
      type: "parallel",
      tasks: [
        { id: "x", action: "echo" },
        { id: "y", action: "echo" },
      ],
    },
  ],
  ["a collection", { type: "collection", items: "1..9", task: { action: "echo" } }],
] as const;

/** The kinds of the events of each journal write that has ends of tasks. */
async function listWrites(container: object, durability: string): Promise<readonly RunEvent["kind"][][]> {
  const journal = createMemoryJournal();
  const engine = createTestEngine({ echo: (input) => input }, { journal });
  const tasks = [
    { id: "before", action: "echo", on_success: { next: "c" } },
    { id: "c", ...container, on_success: { next: "after" } },
    { id: "after", action: "echo" },
  ];
  const definition = compile({ defaults: { durability }, tasks });
  const { runId } = await engine.start({ definition, input: {}, requestId: "r" });
  await awaitEnd(engine, runId);
  const batches = await journal.readBatches(runId, 0);
  await engine.close();
  return batches.map(({ events }) => events.map(({ kind }) => kind)).filter((kinds) => kinds.includes("task_ended"));
}

describe("a relaxed unit with a whole container in it", () => {
  it.each(CONTAINERS)("is one journal write (%s)", async (_, container) => {
    const writes = await listWrites(container, "relaxed");
    expect(writes).toHaveLength(1);
    expect(writes[0]).toContain("children_opened");
  });

  it.each(CONTAINERS)("and more when it is strict (%s)", async (_, container) => {
    expect((await listWrites(container, "strict")).length).toBeGreaterThan(1);
  });
});
