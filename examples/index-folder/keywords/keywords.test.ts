import { describe, expect, it } from "vitest";
import { createFolder } from "../../temporary-folder.fixture.js";
import { callHandler } from "../call-handler.fixture.js";
import { listWords } from "../text/words.js";
import { findKeywordsFromCounts } from "./from-counts.js";
import { findKeywordsFromFiles } from "./from-files.js";
import { findFrequentWords, rankWords } from "./keywords.js";

const texts = { "a.md": "loom loom warp warp warp and the", "b.md": "loom dye dye", "c.md": "wool wool wool" };

describe("keywords", () => {
  it("a word is worth its number times the number of texts that it is frequent in", () => {
    const frequent = Object.values(texts).map((text) => findFrequentWords(listWords(text)));
    // loom 3 × 2, warp 3 × 1, wool 3 × 1, dye 2 × 1
    expect(rankWords(frequent)).toEqual(["loom", "warp", "wool", "dye"]);
  });

  it("are the same from the counts and from the files", async () => {
    const frequent = Object.values(texts).map((text) =>
      findFrequentWords(listWords(text)).map((entry) => ({ ...entry })),
    );
    const fromCounts = await callHandler(findKeywordsFromCounts, { frequent, count: 3 });
    const files = { folder: createFolder(texts), files: Object.keys(texts) };
    expect(fromCounts).toEqual({ words: ["loom", "warp", "wool"] });
    expect(await callHandler(findKeywordsFromFiles, { ...files, count: 3 })).toEqual(fromCounts);
  });

  it("of no files are none", async () => {
    expect(await callHandler(findKeywordsFromFiles, { folder: ".", files: [], count: 3 })).toEqual({ words: [] });
  });

  it("are not looked for any more when the race is lost", async () => {
    const files = { folder: createFolder(texts), files: Object.keys(texts) };
    const lost = callHandler(findKeywordsFromFiles, { ...files, count: 3 }, AbortSignal.abort());
    await expect(lost).rejects.toMatchObject({ name: "AbortError" });
  });
});
