import { describe, expect, it } from "vitest";
import { createBlobRef } from "./blob-ref.js";

describe("a blob's reference", () => {
  it("shows the first 200 characters of the text", () => {
    expect(createBlobRef("run-1", "ab".repeat(200), 400, "00")).toStrictEqual({
      run: "run-1",
      sha256: "00",
      bytes: 400,
      preview: "ab".repeat(100),
    });
  });

  it("shows a short text as it is", () => {
    expect(createBlobRef("run-1", '"a😀"', 7, "00").preview).toBe('"a😀"');
  });

  it("leaves out a character that would be cut in half", () => {
    expect(createBlobRef("run-1", `${"x".repeat(199)}😀`, 203, "00").preview).toBe("x".repeat(199));
    expect(createBlobRef("run-1", `${"x".repeat(198)}😀`, 202, "00").preview).toBe(`${"x".repeat(198)}😀`);
  });
});
