import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkTolerance, createSettlePolicy } from "./settle-strategy.js";

describe("createSettlePolicy", () => {
  it.for([
    ["wait_all", { succeed: "all", cancelLosers: false }],
    ["fail_fast", { succeed: "all", stopOn: "failure", cancelLosers: true }],
    ["best_effort", { succeed: "any", cancelLosers: false }],
    ["race", { succeed: "first", stopOn: "success", cancelLosers: true }],
  ] as const)("%s settles by its row of the table and waits for no loser", ([strategy, row]) => {
    expect(createSettlePolicy({ strategy }, 3)).toStrictEqual({ ...row, waitForLosers: false, order: "listed" });
  });

  it("wait_all is the default", () => {
    expect(createSettlePolicy({}, 3)).toStrictEqual(createSettlePolicy({ strategy: "wait_all" }, 3));
  });

  it.for([
    [2, 10, 2],
    [0, 10, 0],
    ["5%", 100, 5],
    ["5%", 39, 1],
    ["5%", 19, 0],
    ["0%", 100, 0],
    ["100%", 7, 7],
    ["0.57%", 10_000, 57],
    ["1.15%", 2_000, 23],
    ["33.33%", 3, 0],
  ] as const)("tolerated failures of %s among %i children are %i", ([tolerated, count, expected]) => {
    expect(createSettlePolicy({ tolerated_failures: tolerated }, count).toleratedFailures).toBe(expected);
  });

  it("a share is rounded down, never to more than the share", () => {
    const hundredths = fc.integer({ min: 0, max: 10_000 });
    const property = fc.property(hundredths, fc.integer({ min: 0, max: 100_000 }), (share, count) => {
      const text = `${Math.floor(share / 100)}.${String(share % 100).padStart(2, "0")}%`;
      const tolerated = createSettlePolicy({ tolerated_failures: text }, count).toleratedFailures ?? -1;
      expect(tolerated).toBe(Math.floor((share * count) / 10_000));
    });
    fc.assert(property);
  });
});

describe("checkTolerance", () => {
  it.for(["fail_fast", "best_effort", "race"] as const)(
    "tolerated failures with %s are TOLERANCE_NEEDS_WAIT_ALL",
    (strategy) => {
      expect(checkTolerance({ strategy, tolerated_failures: 1 })).toMatchObject([
        { pointer: ["tolerated_failures"], code: "TOLERANCE_NEEDS_WAIT_ALL" },
      ]);
    },
  );

  it.for([
    { tolerated_failures: 1 },
    { strategy: "wait_all", tolerated_failures: "5%" },
    { strategy: "race" },
  ] as const)("%o is in order", (keys) => {
    expect(checkTolerance(keys)).toStrictEqual([]);
  });
});
