import { createMemoryBlobs, TaskloomError } from "@taskloom/shared";
import type { BlobStore } from "@taskloom/interfaces";
import { expect, it } from "vitest";
import { alter } from "./broken-journal.fixture.js";
import { compile, createTestEngine, runToEnd } from "./engine.fixture.js";

const clock = { now: (): number => Date.now() };
const COUNT = 8;

const definition = compile({
  tasks: Array.from({ length: COUNT }, (_, index) => ({
    id: `t${index}`,
    action: "large",
    with: index,
    ...(index + 1 < COUNT ? { on_success: { next: `t${index + 1}` } } : {}),
  })),
});

async function runWith(blobs: BlobStore): Promise<unknown> {
  const engine = createTestEngine({ large: (input) => JSON.stringify(input) + "x".repeat(100_000) }, { blobs });
  const { status, output } = await runToEnd(engine, definition);
  await engine.close();
  return { status, sizes: Object.values(output as Record<string, string>).map((text) => text.length) };
}

const completed = { status: "completed", sizes: Array.from({ length: COUNT }, () => 100_001) };

it("when the state passes 512 KB the largest values become blobs, and the output has them all the same", async () => {
  const memory = createMemoryBlobs({ clock });
  let moved = 0;
  const put: BlobStore["put"] = async (run, value) => {
    moved += 1;
    return memory.put(run, value);
  };
  expect(await runWith(alter(memory, { put }))).toEqual(completed);
  expect(moved).toBeGreaterThan(0);
});

it("a run goes on while its values cannot be written as blobs", async () => {
  const memory = createMemoryBlobs({ clock });
  let faults = 1;
  const put: BlobStore["put"] = async (run, value) => {
    faults -= 1;
    if (faults >= 0) throw new TaskloomError("STORE_UNAVAILABLE", "away");
    return memory.put(run, value);
  };
  expect(await runWith(alter(memory, { put }))).toEqual(completed);
});
