import type { JsonValue } from "@taskloom/interfaces";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandItems } from "./item-expander.js";

const INVALID = expect.objectContaining({ code: "ITEMS_INVALID" }) as unknown;

describe("expandItems", () => {
  it("the items of a list are its elements", () => {
    expect(expandItems([3, "a", null])).toStrictEqual([3, "a", null]);
    expect(expandItems([])).toStrictEqual([]);
  });

  it("the items of a map are `{ key, value }`, sorted by key", () => {
    expect(expandItems({ pear: 2, Apple: [1], apple: null })).toStrictEqual([
      { key: "Apple", value: [1] },
      { key: "apple", value: null },
      { key: "pear", value: 2 },
    ]);
  });

  it("the order of a map's keys does not matter", () => {
    const property = fc.property(fc.dictionary(fc.string(), fc.nat()), (map) => {
      const reversed = Object.fromEntries(Object.entries(map).toReversed());
      expect(expandItems(reversed)).toStrictEqual(expandItems(map));
    });
    fc.assert(property);
  });

  it("JSON text and the value it holds have the same items", () => {
    const value = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()));
    const property = fc.property(value, (value) => {
      const text = JSON.stringify(value);
      expect(expandItems(text)).toStrictEqual(expandItems(JSON.parse(text) as JsonValue));
      expect(expandItems(` ${text}\n`)).toStrictEqual(expandItems(text));
    });
    fc.assert(property);
  });

  it.for<[string, JsonValue[]]>([
    ["1..5", [1, 2, 3, 4, 5]],
    ["-2..1", [-2, -1, 0, 1]],
    ["7..7", [7]],
    [" 1..2 ", [1, 2]],
    ["a..d", ["a", "b", "c", "d"]],
    ["X..Z", ["X", "Y", "Z"]],
    ["q..q", ["q"]],
  ])("the range %s includes both ends", ([range, items]) => {
    expect(expandItems(range)).toStrictEqual(items);
  });

  it.for<[string, JsonValue[]]>([
    ["3..1", [3, 2, 1]],
    ["1..-1", [1, 0, -1]],
    ["d..b", ["d", "c", "b"]],
  ])("the range %s counts down", ([range, items]) => {
    expect(expandItems(range)).toStrictEqual(items);
  });

  it.for<JsonValue>([5, true, null, "", "a", "5", "null", '"1..5"', "a..D", "aa..b", "1..a", "1...5", "1.5..2", "[1,"])(
    "anything else is ITEMS_INVALID: %j",
    (value) => {
      expect(() => expandItems(value)).toThrow(INVALID);
    },
  );

  it("names what it found", () => {
    expect(() => expandItems(5)).toThrow(expect.objectContaining({ details: { found: "number" } }));
    expect(() => expandItems("null")).toThrow(expect.objectContaining({ details: { found: "null" } }));
    const text = `[1,${"x".repeat(300)}`;
    const details: unknown = expect.objectContaining({ text: text.slice(0, 200) });
    expect(() => expandItems(text)).toThrow(expect.objectContaining({ details }));
  });

  it("100,000 items are allowed, more are ITEMS_INVALID", () => {
    expect(expandItems("1..100000")).toHaveLength(100_000);
    for (const range of ["1..100001", "1..1000000000", "5..-999999999", "1..99999999999999999999"])
      expect(() => expandItems(range)).toThrow(INVALID);
    expect(() => expandItems(Array.from({ length: 100_001 }, () => 0))).toThrow(
      expect.objectContaining({ code: "ITEMS_INVALID", details: { count: 100_001, limit: 100_000 } }),
    );
  });

  it("a lower limit holds for lists and ranges alike", () => {
    expect(expandItems("1..3", 3)).toStrictEqual([1, 2, 3]);
    for (const items of ["1..4", [1, 2, 3, 4], "a..d", { a: 1, b: 2, c: 3, d: 4 }])
      expect(() => expandItems(items, 3)).toThrow(expect.objectContaining({ details: { count: 4, limit: 3 } }));
  });

  it("a range that ends where numbers are no longer exact is ITEMS_INVALID", () => {
    expect(expandItems("9007199254740990..9007199254740991")).toStrictEqual([9007199254740990, 9007199254740991]);
    expect(() => expandItems("9007199254740991..9007199254740992")).toThrow(INVALID);
    expect(() => expandItems("99999999999999999999..99999999999999999999")).toThrow(INVALID);
  });

  it("JSON text that nests deeper than values may is ITEMS_INVALID", () => {
    expect(() => expandItems(`${"[".repeat(100_000)}${"]".repeat(100_000)}`)).toThrow(INVALID);
  });
});
