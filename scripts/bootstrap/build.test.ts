import { existsSync, statSync } from "node:fs";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.fixture.js";
import { ensureBuilt } from "./build.mjs";
import { SetUpError } from "./set-up-error.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const output = "packages/a/dist/index.js";
const source = "packages/a/src/index.ts";
let root: string;

const compilerOptions = {
  composite: true,
  rootDir: "./src",
  outDir: "./dist",
  tsBuildInfoFile: "./dist/.tsbuildinfo",
  lib: ["es5"],
  skipLibCheck: true,
  types: [],
};

beforeEach(async () => {
  root = await temporaryFolder({
    "package-lock.json": {},
    "packages/a/package.json": {},
    "packages/a/src/index.ts": "export const one: number = 1;\n",
    "packages/a/tsconfig.build.json": { compilerOptions, include: ["src/**/*.ts"] },
    "tsconfig.base.json": {},
    "tsconfig.build.json": { files: [], references: [{ path: "packages/a/tsconfig.build.json" }] },
  });
  await mkdir(join(root, "packages/orchestrators"));
  await mkdir(join(root, "node_modules"));
  await symlink(join(repository, "node_modules/typescript"), join(root, "node_modules/typescript"));
});

test("a missing build is made, and made again only when a source changed", async () => {
  ensureBuilt(root);
  const first = statSync(join(root, output)).mtimeMs;
  ensureBuilt(root);
  expect(statSync(join(root, output)).mtimeMs).toBe(first);
  await writeFile(join(root, source), "export const two: number = 2;\n");
  ensureBuilt(root);
  expect(statSync(join(root, output)).mtimeMs).toBeGreaterThan(first);
});

test("a built file that was deleted comes back", async () => {
  ensureBuilt(root);
  await rm(join(root, output));
  ensureBuilt(root);
  expect(existsSync(join(root, output))).toBe(true);
});

test("a package's bundle is made from what was compiled, and made again when it was deleted", async () => {
  const bundler = `import { copyFileSync } from "node:fs";
copyFileSync(new URL("dist/index.js", import.meta.url), new URL("dist/workflow-bundle.js", import.meta.url));\n`;
  await writeFile(join(root, "packages/a/build-bundle.mjs"), bundler);
  const bundle = join(root, "packages/a/dist/workflow-bundle.js");
  for (let time = 0; time < 2; time += 1) {
    ensureBuilt(root);
    expect(await readFile(bundle, "utf8")).toContain("one = 1");
    await rm(bundle);
  }
});

test("a bundler that fails is a set-up error", async () => {
  await writeFile(join(root, "packages/a/build-bundle.mjs"), "process.exitCode = 1;\n");
  expect(() => ensureBuilt(root)).toThrow(SetUpError);
});

test("a source that does not compile is a set-up error", async () => {
  await writeFile(join(root, source), 'export const one: number = "1";\n');
  expect(() => ensureBuilt(root)).toThrow(SetUpError);
});
