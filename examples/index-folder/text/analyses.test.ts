import { describe, expect, it } from "vitest";
import { callHandler } from "../call-handler.fixture.js";
import { analyseWords, estimateReadingTime, findHeadings, findLinks } from "./analyses.js";

const text = `# The loom

A loom weaves threads; threads make cloth. See [the parts](parts.md#warp) and <https://example.org/loom>.

## Warp and \`weft\` ##

\`\`\`sh
# no heading
loom --threads 3 [no](link.md)
\`\`\`

Threads, threads: l'étoffe and 3 well-made threads.
`;

describe("text.words", () => {
  it("counts the words of the prose, without code and addresses, and says which telling ones are frequent", async () => {
    const { total, different, frequent } = (await callHandler(analyseWords, { text })) as Record<string, unknown>;
    expect({ total, different }).toEqual({ total: 21, different: 13 });
    expect(frequent).toEqual([
      { word: "threads", count: 5 },
      { word: "loom", count: 2 },
      { word: "cloth", count: 1 },
      { word: "l'étoffe", count: 1 },
      { word: "parts", count: 1 },
      { word: "warp", count: 1 },
      { word: "weaves", count: 1 },
      { word: "well-made", count: 1 },
    ]);
  });

  it("finds nothing in an empty text", async () => {
    expect(await callHandler(analyseWords, { text: "" })).toEqual({ total: 0, different: 0, frequent: [] });
  });
});

describe("text.headings", () => {
  it("finds headings with their levels, and none in code", async () => {
    expect(await callHandler(findHeadings, { text })).toEqual([
      { level: 1, title: "The loom" },
      { level: 2, title: "Warp and `weft`" },
    ]);
  });

  it("a fence that is longer is no end of a shorter one's text", async () => {
    const nested = "````\n```\n# code\n```\n````\n# prose";
    expect(await callHandler(findHeadings, { text: nested })).toEqual([{ level: 1, title: "prose" }]);
  });
});

describe("text.links", () => {
  it("tells links inside the folder from those that lead outside", async () => {
    expect(await callHandler(findLinks, { text })).toEqual({
      inside: ["parts.md#warp"],
      outside: ["https://example.org/loom"],
    });
  });

  it("names each address once", async () => {
    const twice = "[a](x.md) [b](x.md) [c](mailto:someone@example.org)";
    expect(await callHandler(findLinks, { text: twice })).toEqual({
      inside: ["x.md"],
      outside: ["mailto:someone@example.org"],
    });
  });
});

describe("text.reading-time", () => {
  it("is 220 words of prose a minute, and 3 s for a line of code", async () => {
    const prose = "word ".repeat(110);
    expect(await callHandler(estimateReadingTime, { text: prose })).toEqual({ seconds: 30 });
    expect(await callHandler(estimateReadingTime, { text: `${prose}\n\`\`\`\na\n\nb\n\`\`\`\n` })).toEqual({
      seconds: 36,
    });
  });
});
