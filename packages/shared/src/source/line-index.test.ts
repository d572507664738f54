import { describe, expect, it } from "vitest";
import { createLineIndex } from "./line-index.js";

describe("positions in a text", () => {
  it("count lines and columns from 1", () => {
    const positionOf = createLineIndex("a\nbc\n\nd");
    expect([0, 1, 2, 3, 5, 6].map(positionOf)).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 2 },
      { line: 2, column: 1 },
      { line: 2, column: 2 },
      { line: 3, column: 1 },
      { line: 4, column: 1 },
    ]);
  });

  it("reach the end of the text", () => {
    expect(createLineIndex("a\nb")(3)).toEqual({ line: 2, column: 2 });
    expect(createLineIndex("")(0)).toEqual({ line: 1, column: 1 });
  });
});
