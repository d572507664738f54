import { describe, expect, it } from "vitest";
import { findPasswords, maskCredentials } from "./mask-credentials.js";

describe("an address with credentials", () => {
  it.each([
    ["redis://cache:6379/1", "redis://cache:6379/1"],
    ["redis://me:pass@cache", "redis://***@cache"],
    ["redis://:p@ss/word@cache", "redis://***@cache"],
    ["memory", "memory"],
  ])("%s is shown as %s", (address, shown) => {
    expect(maskCredentials(address)).toBe(shown);
  });

  it.each([
    ["memory", []],
    ["redis://cache", []],
    ["redis://:p%40ss@cache", ["p%40ss", "p@ss"]],
    ["redis://:p%zz@cache", ["p%zz", "p%zz"]],
  ])("%s has the passwords %o", (address, passwords) => {
    expect(findPasswords(address)).toStrictEqual(passwords);
  });
});
