import { afterEach, describe, expect, it } from "vitest";
import { compile, createTestEngine } from "../engine.fixture.js";
import type { EmbeddedEngine } from "../embedded-engine.js";

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

  it("is the one that was asked for", async () => {
    const longest = "x".repeat(200);
    expect(await startAs(longest)).toBe(longest);
  });

  it("starts nothing when it cannot be one", async () => {
    await expect(startAs("a/b")).rejects.toMatchObject({ code: "RUN_ID_INVALID" });
    expect((await engine.list()).runs).toEqual([]);
  });
});
