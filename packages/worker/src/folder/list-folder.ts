import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** A regular file. */
export interface ListedFile {
  /** From the listed folder, with `/`. */
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
}

/**
 * The files of a folder and, when asked, of those inside it, sorted by path. Links and names with a leading dot are
 * left out.
 */
export async function* listFolder(folder: string, recursive: boolean, prefix = ""): AsyncGenerator<ListedFile> {
  const entries = await readdir(folder, { withFileTypes: true });
  const shown = entries.filter(({ name }) => !name.startsWith("."));
  for (const entry of shown.toSorted((one, other) => compare(sortKey(one), sortKey(other)))) {
    const place = join(folder, entry.name);
    const path = prefix + entry.name;
    if (entry.isFile()) yield { path, name: entry.name, bytes: (await stat(place)).size };
    if (entry.isDirectory() && recursive) yield* listFolder(place, recursive, `${path}/`);
  }
}

/** So that what is in a folder stands where its path belongs. */
function sortKey(entry: { readonly name: string; isDirectory(): boolean }): string {
  return entry.isDirectory() ? `${entry.name}/` : entry.name;
}

/** By code units: the same order everywhere. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
