import type { Scope } from "@taskloom/interfaces";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filterItems } from "./item-filter.js";

const scope: Scope = { now: 0, variables: { env: { limit: 10 }, item: "outer" } };
const config = { id: "each", items: [] };
const atItem = (sourceIndex: number): unknown => expect.objectContaining({ source_index: sourceIndex });

describe("filterItems", () => {
  it("keeps the items for which the filter is true, in order and with their positions before it", () => {
    const property = fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (items) => {
      const kept = filterItems({ ...config, filter: "item > env.limit" }, items, scope);
      const expected = items.map((item, sourceIndex) => ({ item, sourceIndex })).filter(({ item }) => item > 10);
      expect(kept).toStrictEqual(expected);
    });
    fc.assert(property);
  });

  it("keeps all items without a filter", () => {
    expect(filterItems(config, ["a", "b"], scope)).toStrictEqual([
      { item: "a", sourceIndex: 0 },
      { item: "b", sourceIndex: 1 },
    ]);
  });

  it("the filter sees `item`, `source_index` and the custom name of the item", () => {
    const filter = "order == item && source_index != 1";
    const kept = filterItems({ ...config, item_var: "order", index_var: "place", filter }, ["a", "b", "c"], scope);
    expect(kept.map(({ item }) => item)).toStrictEqual(["a", "c"]);
  });

  it("the filter does not see `index`, which counts after it", () => {
    const filter = "index == 0";
    expect(() => filterItems({ ...config, filter }, ["a"], scope)).toThrow(
      expect.objectContaining({ code: "EXPRESSION_MISSING" }),
    );
  });

  it("a filter that is neither true nor false fails and names the item", () => {
    const filter = "item > 1 ? true : item";
    expect(() => filterItems({ ...config, filter }, [5, 1], scope)).toThrow(
      expect.objectContaining({ code: "EXPRESSION_FAILED", details: atItem(1) }),
    );
  });

  it("a filter that asks for what an item has not fails and names the item", () => {
    const items = [{ open: true }, { open: false }, {}];
    expect(() => filterItems({ ...config, filter: "item.open" }, items, scope)).toThrow(
      expect.objectContaining({ code: "EXPRESSION_MISSING", details: atItem(2) }),
    );
  });
});
