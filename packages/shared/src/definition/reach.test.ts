import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReach } from "./reach.js";

describe("what can be reached", () => {
  it("is the node itself only when a path leads back", () => {
    const reach = createReach([[1], [2], [1]]);
    expect([reach.leads(0, 0), reach.leads(0, 2), reach.leads(1, 1), reach.leads(2, 0)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it("is what repeated steps along the edges come to", () => {
    const graph = fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(graph, fc.nat(9), fc.nat(9), (edges, from, to) => {
        let frontier = new Set(edges[from]);
        for (let step = 0; step < 10; step++)
          frontier = new Set([...frontier].flatMap((node) => [node, ...(edges[node] ?? [])]));
        expect(createReach(edges).leads(from, to)).toBe(frontier.has(to));
      }),
    );
  });
});
