import { afterEach, describe, expect, it, vi } from "vitest";
import { commandLinesIn } from "./command-line.fixture.js";
import { createEngine } from "./index.js";

const LOOP = `
id: loop
tasks:
  - { id: again, action: core.log, with: { message: hello }, on_success: { next: again } }
`;

const files = (limits: object) => ({
  "loop.yaml": LOOP,
  "taskloom.config.json": JSON.stringify({ limits }),
});

afterEach(() => vi.unstubAllEnvs());

describe("limits that the configuration lowers", () => {
  it("hold when a definition is loaded", async () => {
    const { call } = await commandLinesIn(files({ definition_bytes: 20 }));
    const { exit, json } = await call("validate", "@/loop.yaml", "--json");
    expect(exit).toBe(3);
    expect(json()).toMatchObject({ diagnostics: [{ code: "DEFINITION_TOO_LARGE" }] });
  });

  it("hold for runs and their logs", async () => {
    const { call } = await commandLinesIn(files({ executions: 5, log_lines: 2 }));
    const { exit, json } = await call("run", "@/loop.yaml", "--run-id", "loop-1", "--json");
    expect(exit).toBe(1);
    expect(json()).toMatchObject({ error: { code: "EXECUTION_LIMIT" } });
    const logs = await call("logs", "loop-1");
    expect(logs.out.trim().split("\n")).toHaveLength(2);
  });

  it("hold for engines of one's own", async () => {
    vi.stubEnv("TASKLOOM_LIMITS_TASKS", "1");
    const engine = await createEngine();
    const tasks = ["a", "b"].map((id) => ({ id, action: "core.echo" }));
    expect(() => engine.compile({ id: "two", tasks })).toThrow(expect.objectContaining({ code: "DEFINITION_INVALID" }));
    await engine.close();
  });
});
