import { expect, it } from "vitest";
import { isBlob } from "./stored-value.js";

it("a stored value is in place or by reference", () => {
  const blob = { run: "r", sha256: "0".repeat(64), bytes: 300_000, preview: "[" };
  expect(isBlob({ blob })).toBe(true);
  expect(isBlob({ value: { blob: 1 } })).toBe(false);
});
