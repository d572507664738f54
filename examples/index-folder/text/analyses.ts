import { defineHandler } from "taskloom";
import { z } from "zod";
import { findFrequentWords } from "../keywords/keywords.js";
import { splitCode } from "./prose.js";
import { listWords } from "./words.js";

const input = z.object({ text: z.string() });

const WORDS_PER_MINUTE = 220;
const SECONDS_PER_LINE_OF_CODE = 3;

/** `text.words`: how many words there are, how many different ones, and the most frequent that are telling. */
export const analyseWords = defineHandler({
  input,
  run({ text }) {
    const words = listWords(text);
    return { total: words.length, different: new Set(words).size, frequent: findFrequentWords(words) };
  },
});

/** `text.headings`: the headings of a Markdown text with their levels. */
export const findHeadings = defineHandler({
  input,
  run({ text }) {
    const found = splitCode(text).prose.map((line) => /^ {0,3}(#{1,6})\s+(.+?)(?:\s+#+)?\s*$/.exec(line));
    return found.flatMap((match) => (match === null ? [] : [{ level: match[1]?.length, title: match[2] }]));
  },
});

/** `text.links`: where a Markdown text leads, each address once: inside the folder, and outside of it. */
export const findLinks = defineHandler({
  input,
  run({ text }) {
    const prose = splitCode(text).prose.join("\n");
    const targets = Array.from(
      prose.matchAll(/\]\(\s*<?([^\s)>]+)|<(https?:[^\s>]+)>/g),
      (match) => match[1] ?? match[2],
    );
    const addresses = [...new Set(targets.filter((target) => target !== undefined))].toSorted();
    const isOutside = (address: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(address);
    return { inside: addresses.filter((address) => !isOutside(address)), outside: addresses.filter(isOutside) };
  },
});

/** `text.reading-time`: how long a person takes to read it, in seconds: prose by its words, code by its lines. */
export const estimateReadingTime = defineHandler({
  input,
  run({ text }) {
    const code = splitCode(text).code.filter((line) => line.trim() !== "");
    const words = listWords(text).length;
    return { seconds: Math.ceil((words * 60) / WORDS_PER_MINUTE + code.length * SECONDS_PER_LINE_OF_CODE) };
  },
});
