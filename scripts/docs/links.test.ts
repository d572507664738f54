import { existsSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { describe, expect, it } from "vitest";
import { headingsOf, linksOf, pathsIn } from "./links.js";
import { readPage, readPages, root } from "./page.js";

describe.each(readPages())("$file", ({ file, text }) => {
  it("links only to files and headings that exist", () => {
    const broken = linksOf(text).filter(({ target, heading }) => {
      const page = target === "" ? file : posix.join(dirname(file), target);
      if (!existsSync(join(root, page))) return true;
      return heading !== undefined && !headingsOf(readPage(page).text).includes(heading);
    });
    expect(broken).toStrictEqual([]);
  });

  it("names only files that exist", () => {
    expect(pathsIn(text).filter((path) => !existsSync(join(root, path)))).toStrictEqual([]);
  });
});

describe("the links of a page", () => {
  it("have a file, a heading or both, and are none in code", () => {
    const text = "[a](x.md) [b](#c-d) [e](../y.md#z) [web](https://x.test)\n```\n[no](n.md)\n```\n`[no](n.md)`";
    expect(linksOf(text)).toStrictEqual([
      { target: "x.md", heading: undefined },
      { target: "", heading: "c-d" },
      { target: "../y.md", heading: "z" },
    ]);
  });

  it("lead to headings by their words", () => {
    expect(headingsOf("# Error codes\n\n## `KEY_UNKNOWN`\n\n### Paths, and keys\n")).toStrictEqual([
      "error-codes",
      "key_unknown",
      "paths-and-keys",
    ]);
  });

  it("are beside paths that stand in code", () => {
    expect(pathsIn("`packages/a/src/b.ts`, `docs/adr`, `packages/<x>`, `a/b.ts`, `scripts/x.mjs run`")).toStrictEqual([
      "packages/a/src/b.ts",
      "docs/adr",
    ]);
  });
});
