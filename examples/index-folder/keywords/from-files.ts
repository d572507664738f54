import { defineHandler } from "taskloom";
import { z } from "zod";
import { readTextFile } from "../folder/text-file.js";
import { listWords } from "../text/words.js";
import type { WordCount } from "../text/words.js";
import { findFrequentWords, rankWords } from "./keywords.js";

/** `keywords.from-files`: reads every file again and counts for itself. */
export const findKeywordsFromFiles = defineHandler({
  input: z.object({ folder: z.string(), files: z.array(z.string()), count: z.int().min(1) }),
  async run({ folder, files, count }, context) {
    const counted: (readonly WordCount[])[] = [];
    for (const path of files) {
      const { text } = await readTextFile(folder, path);
      // Somebody else may have won the race meanwhile.
      context.signal.throwIfAborted();
      counted.push(findFrequentWords(listWords(text)));
      context.progress({ fraction: counted.length / files.length, note: path });
    }
    return { words: rankWords(counted).slice(0, count) };
  },
});
