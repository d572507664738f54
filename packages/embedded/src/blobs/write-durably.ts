import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Writes a file that is there completely or not at all; with `flushes` even when the machine dies the moment after. */
export async function writeDurably(path: string, bytes: Uint8Array, flushes: boolean): Promise<void> {
  const folder = dirname(path);
  const outermost = await mkdir(folder, { recursive: true });
  const temporary = join(folder, `${randomUUID()}.tmp`);
  try {
    await writeNew(temporary, bytes, flushes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  if (flushes) await flushFolders(folder, outermost);
}

async function writeNew(path: string, bytes: Uint8Array, flushes: boolean): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(bytes);
    if (flushes) await file.sync();
  } finally {
    await file.close();
  }
}

/** A name lasts when the folder that holds it was flushed; so do those of folders that were made, up to `outermost`. */
async function flushFolders(folder: string, outermost: string | undefined): Promise<void> {
  // There one cannot flush a folder, and need not.
  if (process.platform === "win32") return;
  const last = outermost === undefined ? folder : dirname(outermost);
  for (let next = folder; ; next = dirname(next)) {
    await flushFolder(next);
    if (next === last) return;
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
