import { describe, expect, it } from "vitest";
import { TestRun } from "./test-run.fixture.js";
import { compile, TestWorld, type HandlerMap } from "./test-world.fixture.js";

const RELAXED = { durability: "relaxed" };
const ECHO = { id: "x", action: "echo", with: 1 };

/** A relaxed task, the container, and one more. */
function around(container: object, defaults: object = RELAXED): ReturnType<typeof compile> {
  return compile({
    defaults,
    tasks: [
      { id: "before", action: "echo", on_success: { next: "c" } },
      { id: "c", ...container, on_success: { next: "after" } },
      { id: "after", action: "echo" },
    ],
  });
}

function parallel(tasks: readonly object[], more: object = {}): object {
  return { type: "parallel", tasks, ...more };
}

function collection(count: number, task: object = ECHO, more: object = {}): object {
  return { type: "collection", items: `1..${count}`, task: { ...task, id: "i-{{ index }}" }, ...more };
}

function list(count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({ ...ECHO, id: `x${index}` }));
}

/** How many calls a run costs. */
async function countCalls(container: object, handlers: HandlerMap = {}, defaults = RELAXED): Promise<number> {
  const run = await new TestRun(new TestWorld({ handlers }), around(container, defaults)).toEnd();
  expect(run.state.status).toBe("completed");
  return run.made;
}

describe("a whole container joins the unit around it: the run is one call", () => {
  it.each([
    ["a parallel", parallel(list(2))],
    ["a collection", collection(3)],
    ["a window smaller than the number of children", collection(9, ECHO, { max_concurrency: 2 })],
    ["an empty collection", { ...collection(1), items: [] }],
    ["50 inside a parallel", parallel(list(50))],
    ["50 items", collection(50)],
    ["25 items with one task inside each", collection(25, parallel(list(1)))],
    ["a sequence inside", parallel([{ id: "s", type: "composite", tasks: list(2) }])],
    ["a parallel inside", parallel([{ id: "p", ...parallel(list(2)) }])],
    ["tasks without a handler inside", parallel([{ id: "a", type: "aggregate", outputs: { n: 1 } }, ...list(1)])],
    ["a time-out inside of up to 5 s", parallel([{ ...ECHO, timeout: "5s" }])],
    ["best_effort, which cancels nothing", parallel(list(2), { strategy: "best_effort" })],
  ])("%s", async (_, container) => {
    expect(await countCalls(container)).toBe(1);
  });
});

describe("a container does not join", () => {
  const slow = { slow: { slow: true, run: () => 1 } };

  it.each([
    ["with 51 inside a parallel", parallel(list(51))],
    ["with 51 items", collection(51)],
    ["with 26 items with one task inside each", collection(26, parallel(list(1)))],
    ["with 51 inside in all, at every depth", parallel([{ id: "p", ...parallel(list(50)) }])],
    ["with a strict task at any depth", parallel([{ id: "p", ...parallel([{ ...ECHO, durability: "strict" }]) }])],
    ["of items that are strict", collection(2, { ...ECHO, durability: "strict" })],
    ["with a wait at any depth", parallel([{ id: "p", ...parallel([{ id: "w", type: "wait", duration: 1 }]) }])],
    ["of items that wait", collection(2, { type: "wait", duration: 1 })],
    ["with a delay at any depth", parallel([{ id: "p", ...parallel([{ ...ECHO, delay: 1 }]) }])],
    ["with a slow handler at any depth", parallel([{ id: "p", ...parallel([{ id: "s", action: "slow" }]) }])],
    ["with a heartbeat to be watched", parallel([{ ...ECHO, heartbeat_timeout: "1s" }])],
    ["with a time-out inside of over 5 s", parallel([{ ...ECHO, timeout: 5_001 }])],
    ["that may have to cancel", parallel(list(2), { strategy: "fail_fast" })],
    ["that has losers", parallel(list(1), { strategy: "race" })],
    ["with a time-out of its own", parallel(list(2), { timeout: "1m" })],
  ])("%s", async (_, container) => {
    expect(await countCalls(container, slow)).toBeGreaterThan(1);
  });

  it("when it is strict: each handler is a call of its own", async () => {
    expect(await countCalls(parallel(list(2)), {}, { durability: "strict" })).toBe(4);
  });

  it("and its children are units of their own: what follows is one more", async () => {
    expect(await countCalls(collection(51))).toBe(1 + 51 + 1);
  });

  it("inside a container that joins, when it may have to cancel", async () => {
    const race = { id: "r", ...parallel(list(1), { strategy: "race" }) };
    expect(await countCalls(parallel([race, { ...ECHO, id: "y" }]))).toBeGreaterThan(1);
  });
});
