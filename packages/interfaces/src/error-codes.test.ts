import { describe, expect, it } from "vitest";
import { describeErrorCode, ERROR_CODES, isErrorCode } from "./error-codes.js";

const codes = Object.keys(ERROR_CODES).filter(isErrorCode);

describe("the catalogue of errors", () => {
  it("is in alphabetical order, so that a code is found and listed once", () => {
    expect(codes).toStrictEqual(codes.toSorted());
  });

  it.for(codes)("%s says what it means and what to do", (code) => {
    const { meaning, remedy } = describeErrorCode(code);
    expect(meaning).toMatch(/^\S.*\.$/);
    expect(remedy).toMatch(/^\S.*\.$/);
  });

  it("knows its codes only", () => {
    expect(isErrorCode("NO_ROUTE")).toBe(true);
    expect(isErrorCode("NO_SUCH_CODE")).toBe(false);
    expect(isErrorCode("toString")).toBe(false);
  });
});
