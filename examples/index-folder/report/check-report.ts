import { defineHandler } from "taskloom";
import { z } from "zod";
import { readTextFile } from "../folder/text-file.js";
import { listWords } from "../text/words.js";
import { report } from "./report.js";
import type { IndexedFile, Report } from "./report.js";

/** `report.check`: reads the files again and says what in the report is not so, one sentence each. */
export const checkReport = defineHandler({
  input: z.object({ report }),
  async run({ report }, context) {
    const problems: string[] = [...checkTotals(report), ...checkSections(report)];
    const unseen = new Set(report.keywords);
    for (const [index, file] of report.files.entries()) {
      problems.push(...(await checkFile(report.folder, file, unseen)));
      context.progress({ fraction: (index + 1) / report.files.length, note: file.path });
    }
    problems.push(...Array.from(unseen, (word) => `no file has the keyword '${word}'`));
    for (const problem of problems) context.log.warn(problem);
    return { checked: report.files.length, problems };
  },
});

function checkTotals({ totals, files }: Report): readonly string[] {
  const keys = ["lines", "words", "seconds"] as const;
  const sums = keys.map((key) => ({ key, sum: files.reduce((sum, file) => sum + file[key], 0) }));
  const wrong = sums.filter(({ key, sum }) => totals[key] !== sum);
  return wrong.map(({ key, sum }) => `the files have ${sum} ${key} in all, not ${totals[key]}`);
}

function checkSections({ sections, files }: Report): readonly string[] {
  const times = new Map<string, number>();
  for (const path of sections.flatMap((section) => section.files)) times.set(path, (times.get(path) ?? 0) + 1);
  const wrong = files.filter(({ path }) => times.get(path) !== 1);
  return wrong.map(({ path }) => `'${path}' does not stand in one section`);
}

/** Takes the words of the file out of `unseen`. */
async function checkFile(folder: string, file: IndexedFile, unseen: Set<string>): Promise<readonly string[]> {
  const { text, sha256 } = await readTextFile(folder, file.path);
  if (sha256 !== file.sha256) return [`'${file.path}' has changed since it was read`];
  const words = listWords(text);
  for (const word of words) unseen.delete(word);
  return words.length === file.words ? [] : [`'${file.path}' has ${words.length} words, not ${file.words}`];
}
