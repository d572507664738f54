import { isTelling } from "../text/stop-words.js";
import { countWords } from "../text/words.js";
import type { WordCount } from "../text/words.js";

/** So many of a file's words are looked at. */
const WORDS_OF_A_FILE = 25;

/** The telling words of a text that are most frequent in it, with their numbers. */
export function findFrequentWords(words: readonly string[]): readonly WordCount[] {
  return countWords(words.filter(isTelling)).slice(0, WORDS_OF_A_FILE);
}

/**
 * What texts are about, given the frequent words of each: a word is worth its number in all of them, times the number
 * of texts that it is frequent in. The best first, equal ones by the alphabet.
 */
export function rankWords(texts: readonly (readonly WordCount[])[]): readonly string[] {
  const worths = new Map<string, { count: number; texts: number }>();
  for (const { word, count } of texts.flat()) {
    const before = worths.get(word) ?? { count: 0, texts: 0 };
    worths.set(word, { count: before.count + count, texts: before.texts + 1 });
  }
  const ranked = [...worths].map(([word, worth]) => ({ word, count: worth.count * worth.texts }));
  return ranked.toSorted((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1)).map(({ word }) => word);
}
