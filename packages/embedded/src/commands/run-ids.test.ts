import { afterEach, describe, expect, it } from "vitest";
import { compile, createTestEngine } from "../engine.fixture.js";
import type { EmbeddedEngine } from "../embedded-engine.js";
import { createIdSource } from "../ids.js";

let engine: EmbeddedEngine;
afterEach(async () => engine.close());

async function startAs(runId?: string): Promise<string> {
  engine = createTestEngine({ echo: (input) => input });
  const definition = compile({ id: "flow", tasks: [{ id: "a", action: "echo" }] });
  return (await engine.start({ definition, input: {}, requestId: "r", ...(runId !== undefined && { runId }) })).runId;
}

describe("a run's id", () => {
  it("is by default the workflow's id and 26 characters", async () => {
    expect(await startAs()).toMatch(/^flow-[0-9a-z]{26}$/);
  });

  it("has at most 200 characters, one more is RUN_ID_INVALID", async () => {
    const longest = "x".repeat(200);
    expect(await startAs(longest)).toBe(longest);
    await expect(startAs(`${longest}x`)).rejects.toMatchObject({ code: "RUN_ID_INVALID" });
  });

  it.each(["", "-a", ".a", "a/b", "a b", "a\n", "ä"])("is not %j: RUN_ID_INVALID", async (runId) => {
    await expect(startAs(runId)).rejects.toMatchObject({ code: "RUN_ID_INVALID" });
  });
});

describe("ids that are made", () => {
  const times = [0, 31, 32, 1_023, 1_024, 1_767_225_599_999, 1_767_225_600_000, 4_102_444_800_000, 32 ** 10 - 1];

  it("have 26 characters, and sort by the time of their making", () => {
    const ids = times.map((at) => createIdSource({ now: () => at }).next());
    expect(ids.toSorted()).toStrictEqual(ids);
    expect(ids.every((id) => /^[0-9a-z]{26}$/.test(id))).toBe(true);
  });

  it("differ when they are made in the same millisecond", () => {
    const { next } = createIdSource({ now: () => 0 });
    expect(new Set(Array.from({ length: 100 }, next)).size).toBe(100);
  });
});
