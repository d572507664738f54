import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleWorkflow } from "../../packages/activity-adapter/bundle-workflow.mjs";
import { bundleSources, findBundleProblems } from "./workflow-bundle.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** In the repository, so that its packages are found; ignored by git. */
const folder = join(root, "node_modules/.cache/taskloom", `bundle-test-${process.pid}`);

beforeAll(() => mkdirSync(folder, { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true }));

async function problemsOf(code: string): Promise<readonly string[]> {
  const file = join(folder, "workflow.ts");
  writeFileSync(file, code);
  return findBundleProblems((await bundleWorkflow(file)).code);
}

test("the workflow's bundle holds nothing from outside, and is small", async () => {
  expect(findBundleProblems(await bundleSources(root))).toEqual([]);
});

test("a package that does not belong into the bundle is found", async () => {
  const found = await problemsOf('import { container } from "tsyringe";\nexport const run = () => container;\n');
  expect(found).toEqual(["the workflow's bundle holds tsyringe"]);
});

test("a bundle that asks for a module of Node's is refused", () => {
  expect(findBundleProblems('module.exports = require("node:fs/promises");')).toHaveLength(1);
});

test("a bundle that is too large is refused, however small its source map is", () => {
  const large = `const text = "${"x".repeat(650_000)}";\n`;
  expect(findBundleProblems(large)).toHaveLength(1);
  expect(findBundleProblems(`1;\n//# sourceMappingURL=data:${large}`)).toEqual([]);
});
