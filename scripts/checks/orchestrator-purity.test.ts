import { expect, test } from "vitest";
import { findImpurities } from "./orchestrator-purity.mjs";
import { temporaryFolder } from "../temporary-folder.fixture.js";

async function findingsIn(code: string, file = "packages/orchestrators/wait/src/deep/planted.ts"): Promise<number> {
  return findImpurities(await temporaryFolder({ [file]: code })).length;
}

test.each([
  "const now = Date.now();",
  'const now = Date["now"]();',
  "const now = new Date();",
  "const chance = Math.random();",
  "const chance = globalThis.Math.random();",
  "const id = crypto.randomUUID();",
  'import { randomUUID } from "node:crypto";',
  'const home = process.env["HOME"];',
  "const { env } = process;",
  "const { env } = globalThis.process;",
])("an orchestrator that takes it from its surroundings is refused: %s", async (code) => {
  expect(await findingsIn(code)).toBeGreaterThan(0);
});

test.each([
  "const now = context.clock.now();",
  "const at = new Date(input.untilMs);",
  "handler.process(input);",
  "// Date.now() is not used here",
  "const largest = Math.max(1, 2);",
])("what comes in as data is fine: %s", async (code) => {
  expect(await findingsIn(code)).toBe(0);
});

test("tests of an orchestrator and other packages are not looked at", async () => {
  expect(await findingsIn("Date.now();", "packages/orchestrators/wait/src/a.test.ts")).toBe(0);
  expect(await findingsIn("Date.now();", "packages/embedded/src/a.ts")).toBe(0);
});
