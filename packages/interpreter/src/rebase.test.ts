import type { Plan, PlanStep } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { indexPlan } from "./plan-index.js";
import { awaiting, childrenOf, countChildren, createPlan, deciding, listChildren, waitFor } from "./plan.fixture.js";
import { rebase, type Rebased } from "./rebase.js";
import { TestRun } from "./test-run.fixture.js";

const steps = {
  a: { next: "p" },
  p: deciding,
  x: { parent: "p" },
  y: { parent: "p" },
} as const;
const plan = createPlan(steps);

function rebaseTo(run: TestRun, to: Plan): Rebased {
  return rebase(run.index, indexPlan(to), run.state, "new-hash");
}

function edit(edited: Readonly<Record<string, Partial<PlanStep>>>, without: readonly string[] = []): Plan {
  const kept = Object.entries({ ...steps, ...edited }).filter(([id]) => !without.includes(id));
  return createPlan(Object.fromEntries(kept));
}

describe("a run that is moved to an edited definition", () => {
  const openChildren = (): TestRun =>
    new TestRun(plan)
      .start()
      .end("root/a")
      .open("root/p", childrenOf(listChildren("x", "y"), { window: 1 }));

  it("goes on with it from where it is", () => {
    const run = openChildren();
    const rebased = rebaseTo(run, edit({ p: { ...deciding, next: "z" }, z: {} }, ["a"]));
    if (!("state" in rebased)) throw new Error("not rebased");
    expect(rebased.state).toStrictEqual({ ...run.state, hash: "new-hash" });
    const further = new TestRun(edit({ p: { ...deciding, next: "z" }, z: {} }, ["a"]), rebased.state);
    further.end("root/p/x", { call: 1 }).end("root/p/y").end("root/z");
    expect(further.state.status).toBe("completed");
    expect(run.state).toMatchObject({ hash: "hash", status: "running" });
  });

  it.each<[string, Plan]>([
    ["a task that is open does not exist any more", edit({}, ["x"])],
    ["a child that is still to start does not exist any more", edit({}, ["y"])],
    ["a task that is open has another type", edit({ p: { ...deciding, type: "other" } })],
    ["a task that is open stands in another container", edit({ x: {} })],
    ["it is another workflow", createPlan(steps, { workflow: "other" })],
  ])("cannot go on when %s", (_, to) => {
    const rebased = rebaseTo(openChildren(), to);
    expect("reasons" in rebased && rebased.reasons).toHaveLength(1);
  });

  it("cannot go on when the items of an open container run a step that is gone", () => {
    const run = new TestRun(plan)
      .start()
      .end("root/a")
      .open("root/p", childrenOf(countChildren(200, "y"), { window: 1 }));
    run.state.tasks = Object.fromEntries(Object.entries(run.state.tasks).filter(([path]) => path !== "root/p[0]"));
    expect("reasons" in rebaseTo(run, edit({}, ["y"]))).toBe(true);
    expect("state" in rebaseTo(run, edit({}, ["x"]))).toBe(true);
  });

  it("cannot go on when the task that a wait's time-out leads to is gone", () => {
    const waiting = createPlan({ w: { ...awaiting("go"), mayGoTo: ["late"] }, late: {} });
    const run = new TestRun(waiting).start().wait("root/w", waitFor("go", { timeoutMs: 100, onTimeout: "late" }));
    expect("state" in rebaseTo(run, waiting)).toBe(true);
    expect("reasons" in rebaseTo(run, createPlan({ w: awaiting("go") }))).toBe(true);
  });
});
