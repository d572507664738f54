import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { defineHandler, NonRetryableError } from "taskloom";
import type { HandlerContext } from "taskloom";
import { z } from "zod";

const SKIPPED = new Set(["node_modules", "dist", "coverage"]);

interface ListedFile {
  readonly path: string;
  readonly bytes: number;
  /** In lower case, with its dot. */
  readonly extension: string;
}

/** `folder.list`: the files of a folder and of those inside it, hidden and built ones apart, sorted by path. */
export const listFiles = defineHandler({
  input: z.object({ folder: z.string().min(1) }),
  async run({ folder }, context) {
    const entries = await readFolder(folder);
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const shown = paths.map((path) => relative(folder, path)).filter(isShown);
    const described = await Promise.all(shown.toSorted(byText).map(async (path) => describe(folder, path, context)));
    const files = described.filter((file) => file !== undefined);
    context.progress({ note: `${files.length} files in ${folder}` });
    return { files };
  },
});

async function readFolder(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `the folder '${folder}' cannot be read (${reason}): name one with --input folder=…`;
    throw new NonRetryableError(message, { type: "FolderUnreadable", cause });
  }
}

function isShown(path: string): boolean {
  return path.split(sep).every((part) => !part.startsWith(".") && !SKIPPED.has(part));
}

/** Undefined for a file that has gone meanwhile, or whose name is no UTF-8 and so cannot be said. */
async function describe(folder: string, path: string, { log }: HandlerContext): Promise<ListedFile | undefined> {
  try {
    const { size } = await stat(join(folder, path));
    return { path: path.replaceAll(sep, "/"), bytes: size, extension: extname(path).toLowerCase() };
  } catch (error) {
    if (!isMissing(error)) throw error;
    log.warn("left out: it is not there under this name", { path });
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** Not by the machine's language, so that every machine gives the same order. */
function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
