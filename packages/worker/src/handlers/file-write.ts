import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Handler } from "@taskloom/interfaces";
import { defineHandler } from "@taskloom/shared";
import { z } from "zod";
import { onFile } from "../folder/file-failure.js";
import type { RootFolder } from "../folder/root-folder.js";

/**
 * `core.file.write { path, text }`: writes a text file and the folders that it needs, and gives `{ path, bytes }`. The
 * file is replaced at once: nobody sees a part of it.
 */
export function createWriteHandler(root: RootFolder): Handler {
  return defineHandler({
    input: z.strictObject({ path: z.string().min(1), text: z.string() }),
    run: async ({ path, text }, { signal }) =>
      onFile(path, signal, async () => {
        const place = await root.findNew(path);
        await replace(place, text, signal);
        return { path: await root.show(place), bytes: Buffer.byteLength(text) };
      }),
  });
}

async function replace(place: string, text: string, signal: AbortSignal): Promise<void> {
  const folder = dirname(place);
  const draft = join(folder, `.${basename(place).slice(0, 100)}.${randomUUID()}`);
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(draft, text, { flag: "wx", signal });
    await rename(draft, place);
  } finally {
    await rm(draft, { force: true });
  }
}
