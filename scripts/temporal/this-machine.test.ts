import { chmod, mkdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.fixture.js";
import { findProgram } from "./this-machine.js";

test("a program is the first file on the search path that may be run", async () => {
  const root = await temporaryFolder({ "text/tool": "", "first/tool": "", "second/tool": "" });
  await mkdir(join(root, "folder", "tool"), { recursive: true });
  for (const name of ["first", "second"]) await chmod(join(root, name, "tool"), 0o755);
  const searchPath = ["", "nowhere", "text", "folder", "first", "second"].map((name) => name && join(root, name));
  expect(findProgram("tool", searchPath.join(delimiter))).toBe(join(root, "first", "tool"));
  expect(findProgram("another", searchPath.join(delimiter))).toBeUndefined();
});
