import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defineHandler } from "taskloom";
import type { HandlerContext } from "taskloom";
import { z } from "zod";
import { renderMarkdown } from "./markdown.js";
import { report } from "./report.js";

const input = z.object({ folder: z.string().min(1), report });

/** `report.write-json`: writes `index.json` into the folder, and says where it is. */
export const writeJson = defineHandler({
  input,
  run: async (given, context) =>
    write(given.folder, "index.json", `${JSON.stringify(given.report, null, 2)}\n`, context),
});

/** `report.write-markdown`: writes `index.md` into the folder, and says where it is. */
export const writeMarkdown = defineHandler({
  input,
  run: async (given, context) => write(given.folder, "index.md", renderMarkdown(given.report), context),
});

/** Nobody ever sees half a file, and writing it again changes nothing. */
async function write(folder: string, name: string, text: string, context: HandlerContext): Promise<{ path: string }> {
  const path = join(folder, name);
  const draft = `${path}.draft`;
  await mkdir(folder, { recursive: true });
  await writeFile(draft, text);
  await rename(draft, path);
  context.log.info(`wrote ${path}`);
  return { path };
}
