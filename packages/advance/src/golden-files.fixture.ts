import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { GoldenCall } from "./golden-calls.fixture.js";

function folderOf(version: number): string {
  return fileURLToPath(new URL(`../golden/v${version}/`, import.meta.url));
}

/** The calls that are kept of a version, by name. */
export function readGolden(version: number): Readonly<Record<string, GoldenCall>> {
  const folder = folderOf(version);
  const calls = readdirSync(folder).map((file) => {
    return [file.replace(".json", ""), JSON.parse(readFileSync(`${folder}${file}`, "utf8")) as GoldenCall] as const;
  });
  return Object.fromEntries(calls);
}

/** Keeps calls as those of a version, instead of what was kept. */
export function writeGolden(version: number, calls: Readonly<Record<string, GoldenCall>>): void {
  const folder = folderOf(version);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, call] of Object.entries(calls)) writeFileSync(`${folder}${name}.json`, `${JSON.stringify(call)}\n`);
}
