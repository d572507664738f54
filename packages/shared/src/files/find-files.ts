import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, parse, sep } from "node:path";

/** Folders in which nobody looks for definitions. */
const SKIPPED = new Set(["node_modules", ".git"]);

/**
 * The files that a pattern matches, sorted: `*` and `?` within a name, `**` over folders (not through links, not into
 * `node_modules`). Names with a leading dot need one in the pattern. A path without any of these is that file.
 */
export async function findFiles(pattern: string): Promise<readonly string[]> {
  if (!/[*?]/.test(pattern)) return [pattern];
  const { root } = parse(pattern);
  const segments = pattern
    .slice(root.length)
    .split(/[/\\]/)
    .filter((segment) => segment !== "" && segment !== ".");
  const found = await search(root, segments);
  return [...new Set(found)].toSorted();
}

async function search(folder: string, [segment, ...rest]: readonly string[]): Promise<readonly string[]> {
  if (segment === undefined) return [];
  if (!/[*?]/.test(segment) && rest.length > 0) return search(join(folder, segment), rest);
  const entries = await listEntries(folder);
  if (segment === "**") return searchDeep(folder, entries, rest);
  const name = toNamePattern(segment);
  const matching = entries.filter((entry) => name.test(entry.name));
  if (rest.length === 0) return matching.filter(isFile).map((entry) => join(folder, entry.name));
  const inner = await Promise.all(matching.filter(isFolder).map((entry) => search(join(folder, entry.name), rest)));
  return inner.flat();
}

async function searchDeep(
  folder: string,
  entries: readonly Dirent[],
  rest: readonly string[],
): Promise<readonly string[]> {
  const folders = entries.filter((entry) => isFolder(entry) && !entry.name.startsWith(".") && !SKIPPED.has(entry.name));
  const here = await search(folder, rest.length === 0 ? ["*"] : rest);
  const inner = await Promise.all(folders.map((entry) => search(join(folder, entry.name), ["**", ...rest])));
  return [...here, ...inner.flat()];
}

async function listEntries(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder === "" ? `.${sep}` : folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isFile(entry: Dirent): boolean {
  return entry.isFile() || entry.isSymbolicLink();
}

function isFolder(entry: Dirent): boolean {
  return entry.isDirectory();
}

function toNamePattern(segment: string): RegExp {
  const body = segment
    .replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`)
    .replaceAll(/\*+/g, "[^/]*")
    .replaceAll("?", "[^/]");
  return new RegExp(`^${segment.startsWith(".") ? "" : String.raw`(?!\.)`}${body}$`);
}
