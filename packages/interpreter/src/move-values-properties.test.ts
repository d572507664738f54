import type { BlobRef } from "@taskloom/interfaces";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { childrenOf, countChildren, createPlan, deciding, listChildren } from "./plan.fixture.js";
import { readPlace } from "./move-values.js";
import { TestRun } from "./test-run.fixture.js";

const RUNS = process.env["TASKLOOM_TEST_LONG"] === undefined ? 10 : 400;
const KIB = 1024;
const ITEMS = 60;
const blob: BlobRef = { run: "run-1", sha256: "0".repeat(64), bytes: 1, preview: "" };

const containers = ["c0", "c1", "c2"];
const plan = createPlan({
  a: { next: "p" },
  p: { ...deciding, next: "b" },
  ...Object.fromEntries(containers.map((id) => [id, { parent: "p", ...deciding }])),
  x: { parent: "c0" },
  b: { mayGoTo: ["a"], references: { tasks: ["a", "p", "b"] } },
});

/** Ends one of the calls under way with an output of so many bytes, and moves out what is to be moved. */
function answerOne(run: TestRun, choice: number, kib: number): void {
  const path = run.calling[choice % run.calling.length] ?? "";
  const { ask, call = 0 } = run.calls.get(path) ?? {};
  const { step = "" } = run.state.tasks[path] ?? {};
  if (ask?.kind === "begin" && step === "p") run.open(path, childrenOf(listChildren(...containers)));
  else if (ask?.kind === "begin" && containers.includes(step)) {
    run.open(path, childrenOf(countChildren(ITEMS, "x"), { window: 1 + (choice % 8), collect: "list" }));
  } else {
    const output = { value: "x".repeat(kib * KIB), bytes: kib * KIB };
    run.end(path, { call, output, ...(step === "b" && { next: "a" }) });
  }
  moveOut(run);
}

function moveOut(run: TestRun): void {
  while (run.places.length > 0) {
    const places = run.places.splice(0).filter((place) => readPlace(run.state, place) !== undefined);
    if (places.length > 0) run.fold({ kind: "values_moved", moved: places.map((place) => ({ place, blob })) });
  }
}

describe("the state of a run whose values are moved out as it asks", () => {
  it("stays under 1 MB whatever its tasks give, up to 250 KiB each", { timeout: 120_000 }, () => {
    const size = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 250 }));
    const answers = fc.array(fc.tuple(fc.nat({ max: 1_000 }), size), { minLength: 200, maxLength: 400 });
    fc.assert(
      fc.property(answers, (all) => {
        const run = new TestRun(plan).start();
        let largest = 0;
        for (const [number, [choice, kib]] of all.entries()) {
          answerOne(run, choice, kib);
          if (number % 5 === 0) largest = Math.max(largest, JSON.stringify(run.state).length);
        }
        expect(largest).toBeLessThan(KIB * KIB);
        expect(run.state.moving).toBeUndefined();
        expect(run.state.status).toBe("running");
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});
