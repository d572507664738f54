import { defineHandler } from "taskloom";
import { z } from "zod";
import { readTextFile } from "./text-file.js";

/** `file.read`: the text of a file, the number of its lines, and its SHA-256. */
export const readFile = defineHandler({
  input: z.object({ folder: z.string(), path: z.string() }),
  async run({ folder, path }, context) {
    const file = await readTextFile(folder, path);
    const lines = countLines(file.text);
    context.log.debug("file read", { path, lines });
    return { ...file, lines };
  },
});

/** The line end of the last line begins no further one. */
function countLines(text: string): number {
  return text.replace(/\n$/, "").split("\n").length - Number(text === "");
}
