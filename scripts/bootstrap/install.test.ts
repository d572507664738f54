import { expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.fixture.js";
import { isInstalled } from "./install.mjs";

const a1 = { version: "1.0.0", integrity: "sha512-a1" };
const a2 = { version: "1.0.1", integrity: "sha512-a2" };

function checkout(locked: object, installed?: object): Promise<string> {
  return temporaryFolder({
    "package-lock.json": { packages: locked },
    ...(installed !== undefined && { "node_modules/.package-lock.json": { packages: installed } }),
  });
}

test("a checkout that was never installed is not installed", async () => {
  expect(isInstalled(await checkout({ "node_modules/a": a1 }))).toBe(false);
});

test("what npm recorded as the lock file has it is installed", async () => {
  expect(isInstalled(await checkout({ "": {}, "node_modules/a": a1 }, { "node_modules/a": a1 }))).toBe(true);
});

test("another version than the locked one is not installed", async () => {
  expect(isInstalled(await checkout({ "node_modules/a": a2 }, { "node_modules/a": a1 }))).toBe(false);
});

test("a locked package that is missing is not installed, unless it is optional", async () => {
  const optional = { ...a2, optional: true };
  expect(isInstalled(await checkout({ "node_modules/a": a1, "node_modules/b": a2 }, { "node_modules/a": a1 }))).toBe(
    false,
  );
  expect(
    isInstalled(await checkout({ "node_modules/a": a1, "node_modules/b": optional }, { "node_modules/a": a1 })),
  ).toBe(true);
});
