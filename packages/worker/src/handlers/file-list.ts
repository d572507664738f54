import type { Handler } from "@taskloom/interfaces";
import { defineHandler } from "@taskloom/shared";
import { z } from "zod";
import { createFileFailure, onFile } from "../folder/file-failure.js";
import { listFolder, type ListedFile } from "../folder/list-folder.js";
import type { RootFolder } from "../folder/root-folder.js";
import { fitsPattern } from "../folder/wildcards.js";

/** What a collection can take. */
const MAX_FILES = 100_000;

const input = z.strictObject({
  path: z.string().min(1).default("."),
  glob: z.string().min(1).optional(),
  extensions: z.array(z.string().min(1)).optional(),
  recursive: z.boolean().optional(),
});

type ListInput = z.output<typeof input>;

/**
 * `core.file.list { path, glob?, extensions?, recursive? }`: the files of a folder as `{ files: [{ path, name, bytes }] }`,
 * sorted by path, at most 100,000. Paths are those that `core.file.read` takes. `glob` is matched with the path from the
 * listed folder; `extensions` (`md` or `.md`) with the name's end, in any case; `recursive` is false by default unless
 * the glob has a `/`. Links and names with a leading dot are left out.
 */
export function createListHandler(root: RootFolder): Handler {
  return defineHandler({
    input,
    run: async (given, { signal }) =>
      onFile(given.path, signal, async () => {
        const folder = await root.find(given.path);
        const base = await root.show(folder);
        const files: ListedFile[] = [];
        for await (const file of listFolder(folder, given.recursive ?? given.glob?.includes("/") ?? false)) {
          signal.throwIfAborted();
          if (isWanted(file, given)) files.push({ ...file, path: base === "" ? file.path : `${base}/${file.path}` });
          if (files.length > MAX_FILES) throw createFileFailure(given.path, `it has more than ${MAX_FILES} files`);
        }
        return { files };
      }),
  });
}

function isWanted({ path, name }: ListedFile, { glob, extensions }: ListInput): boolean {
  const endings = extensions?.map((extension) => `.${extension.replace(/^\./, "").toLowerCase()}`);
  const ends = endings === undefined || endings.some((ending) => name.toLowerCase().endsWith(ending));
  return ends && (glob === undefined || fitsPattern(path, glob));
}
