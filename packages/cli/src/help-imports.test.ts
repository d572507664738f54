import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

const IMPORT = /^(?:import|export)\s(?!type\b)(?:[\w\s{},*]+?\sfrom\s)?"([^"]+)"/gm;

/** The packages that a file imports before it does anything, through our own files too. */
async function findPackages(file: string, seen: Set<string> = new Set()): Promise<ReadonlySet<string>> {
  const packages = new Set<string>();
  for (const [, specifier = ""] of (await readFile(file, "utf8")).matchAll(IMPORT)) {
    if (!specifier.startsWith(".")) packages.add(specifier);
    const path = join(dirname(file), specifier.replace(/\.js$/, ".ts"));
    if (!specifier.startsWith(".") || seen.has(path)) continue;
    seen.add(path);
    for (const name of await findPackages(path, seen)) packages.add(name);
  }
  return packages;
}

it("--help loads nothing but the parser of command lines", async () => {
  const packages = await findPackages(join(import.meta.dirname, "main.ts"));
  expect([...packages].filter((name) => !name.startsWith("node:"))).toStrictEqual(["commander"]);
});

it("what authors import loads no command", async () => {
  const seen = new Set<string>();
  await findPackages(join(import.meta.dirname, "index.ts"), seen);
  expect([...seen].filter((file) => /\/(commands|options|program|run-command-line)/.test(file))).toStrictEqual([]);
  expect(seen.size).toBeGreaterThan(0);
});
