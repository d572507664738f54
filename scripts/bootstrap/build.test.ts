import { existsSync, statSync } from "node:fs";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
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

test("a source that does not compile is a set-up error", async () => {
  await writeFile(join(root, source), 'export const one: number = "1";\n');
  expect(() => ensureBuilt(root)).toThrow(SetUpError);
});
