import { expect, test } from "vitest";
import { findStyleProblems } from "./house-style.mjs";
import { temporaryFolder } from "../temporary-folder.fixture.js";

async function findingsIn(file: string, code: string): Promise<number> {
  return findStyleProblems(await temporaryFolder({ [file]: code })).length;
}

test.each([
  ["packages/shared/src/a.ts", 'export * from "./b.js";'],
  ["packages/shared/src/a.ts", "const a = b as unknown as C;"],
  ["packages/orchestrators/wait/src/utils.ts", ""],
  ["packages/shared/src/types.ts", ""],
  ["packages/worker/src/run-manager.ts", ""],
  ["packages/worker/src/runs/index.ts", ""],
])("%s with %j is refused", async (file, code) => {
  expect(await findingsIn(file, code)).toBe(1);
});

test.each([
  ["packages/shared/src/index.ts", 'export { a } from "./b.js";'],
  ["packages/shared/src/a.ts", "const a = b as unknown;"],
  ["packages/interfaces/src/child-manager.ts", ""],
])("%s with %j is fine", async (file, code) => {
  expect(await findingsIn(file, code)).toBe(0);
});
