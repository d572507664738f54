import { afterEach, describe, expect, it } from "vitest";
import type { EmbeddedEngine } from "./embedded-engine.js";
import { awaitEnd, compile, createTestEngine, runToEnd } from "./engine.fixture.js";

let engine: EmbeddedEngine;
afterEach(async () => engine.close());

const each = { id: "each", type: "collection", items: "{{ workflow.input.items }}", task: { action: "echo" } };

describe("limits that are lower than the default", () => {
  it("are those of the run, whatever other runs of the same content have", async () => {
    engine = createTestEngine({ echo: (input) => input });
    const codes: unknown[] = [];
    for (const limits of [{ items: 2 }, {}, { items: 3 }, { items: 2 }]) {
      const { error } = await runToEnd(engine, compile({ tasks: [each] }, limits), { items: "1..3" });
      codes.push(error?.code);
    }
    expect(codes).toStrictEqual(["ITEMS_INVALID", undefined, undefined, "ITEMS_INVALID"]);
  });

  it("a run is not started with an input that is too large for it: PAYLOAD_TOO_LARGE", async () => {
    engine = createTestEngine({ echo: (input) => input });
    const definition = compile({ tasks: [{ id: "a", action: "echo" }] }, { valueBytes: 10 });
    const starting = engine.start({ definition, input: "0123456789", requestId: "1" });
    await expect(starting).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
  });

  it("a cancelled run does not wait for handlers longer than its `cancelGraceMs`", async () => {
    engine = createTestEngine({ hang: async () => new Promise(() => undefined) });
    const definition = compile({ tasks: [{ id: "a", action: "hang" }] }, { cancelGraceMs: 1 });
    const { runId } = await engine.start({ definition, input: {}, requestId: "1" });
    await engine.cancel(runId, { requestId: "2" });
    expect((await awaitEnd(engine, runId)).status).toBe("canceled");
    await engine.close(0);
  });
});
