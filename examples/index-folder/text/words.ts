import { splitCode } from "./prose.js";

/** How often a word stands in a text. */
export interface WordCount {
  readonly word: string;
  readonly count: number;
}

const WORD = /\p{L}[\p{L}\p{M}\p{N}]*(?:['’-]\p{L}[\p{L}\p{M}\p{N}]*)*/gu;
const CODE_OR_ADDRESS = /`[^`]*`|https?:\/\/\S+|\]\([^)]*\)/g;

/** The words of a text's prose in lower case, without code and addresses. */
export function listWords(text: string): readonly string[] {
  const prose = splitCode(text).prose.join("\n").replace(CODE_OR_ADDRESS, " ");
  return Array.from(prose.matchAll(WORD), ([word]) => word.toLowerCase());
}

/** The words with their numbers, the most frequent first, equal ones by the alphabet. */
export function countWords(words: Iterable<string>): readonly WordCount[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => ({ word, count })).toSorted(byCount);
}

function byCount(a: WordCount, b: WordCount): number {
  return b.count - a.count || (a.word < b.word ? -1 : 1);
}
