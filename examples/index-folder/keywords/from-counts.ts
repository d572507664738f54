import { defineHandler } from "taskloom";
import { z } from "zod";
import { rankWords } from "./keywords.js";

const wordCount = z.object({ word: z.string(), count: z.number() });

/** `keywords.from-counts`: from the words that were counted before. */
export const findKeywordsFromCounts = defineHandler({
  input: z.object({ frequent: z.array(z.array(wordCount)), count: z.int().min(1) }),
  run: ({ frequent, count }) => ({ words: rankWords(frequent).slice(0, count) }),
});
