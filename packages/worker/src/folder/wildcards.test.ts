import { describe, expect, it } from "vitest";
import { fitsPattern } from "./wildcards.js";

describe("a pattern", () => {
  it.each([
    ["a.md", "*.md"],
    ["a.md", "a.md"],
    ["a.md", "?.md"],
    ["a.md", "**"],
    ["a.md", "**/*.md"],
    ["x/y/a.md", "**/*.md"],
    ["x/y/a.md", "x/**/a.md"],
    ["x/a.md", "x/**/a.md"],
    ["x/y/z", "x/*/z"],
    ["x/y/z", "**/**/z"],
    ["a+(b).md", "a+(b).*"],
    ["😀.md", "?.md"],
    ["abcabc", "*abc"],
  ])("is fitted by %s: %s", (path, pattern) => {
    expect(fitsPattern(path, pattern)).toBe(true);
  });

  it.each([
    ["a.md", "*.txt"],
    ["x/a.md", "*.md"],
    ["a.md", "?a.md"],
    ["x/y/a.md", "x/*.md"],
    ["x/y", "x"],
    ["x", "x/**/y"],
    ["a.md", "A.md"],
    ["ab", "a"],
    ["", "?"],
  ])("is not fitted by %s: %s", (path, pattern) => {
    expect(fitsPattern(path, pattern)).toBe(false);
  });

  it("takes no longer than the lengths allow, however many gaps it has", () => {
    const name = "a".repeat(2_000);
    expect(fitsPattern(name, `${"*a".repeat(500)}b`)).toBe(false);
    expect(fitsPattern(`${"a/".repeat(1_000)}c`, `${"**/a/".repeat(200)}b`)).toBe(false);
  });
});
