import { describe, expect, it } from "vitest";
import { CallQueue } from "./call-queue.js";
import { awaitEnd, compile, createTestEngine, runToEnd, patiently } from "./engine.fixture.js";

describe("the queue of calls", () => {
  it("lets the lower number go first, and among equals the one that asked first", () => {
    const queue = new CallQueue(1);
    const started: string[] = [];
    expect(queue.tryTake()).toBe(true);
    for (const [priority, name] of [
      [5, "last"],
      [3, "second"],
      [3, "third"],
      [1, "first"],
    ] as const) {
      queue.wait(priority, () => started.push(name));
    }
    for (let round = 0; round < 4; round += 1) queue.release();
    expect(started).toEqual(["first", "second", "third", "last"]);
  });

  it("gives nobody a place past those who wait, and none to who has withdrawn", () => {
    const queue = new CallQueue(1);
    const started: string[] = [];
    queue.tryTake();
    const withdraw = queue.wait(1, () => started.push("withdrawn"));
    queue.wait(3, () => started.push("waiting"));
    expect(withdraw()).toBe(true);
    expect(withdraw()).toBe(false);
    expect(queue.tryTake()).toBe(false);
    queue.release();
    expect(started).toEqual(["waiting"]);
    expect(queue.busy).toBe(1);
  });
});

describe("an engine with bounded concurrency", () => {
  it("never runs more handlers at once, and starts the more urgent tasks first", async () => {
    let busy = 0;
    let most = 0;
    const order: unknown[] = [];
    const work = async (input: unknown): Promise<unknown> => {
      busy += 1;
      most = Math.max(most, busy);
      order.push(input);
      await new Promise((resolve) => setImmediate(resolve));
      busy -= 1;
      return input;
    };
    const engine = createTestEngine({ work }, { concurrency: 2 });
    const tasks = [5, 3, 1, 4, 2, 1].map((priority, position) => ({
      id: `t${position}`,
      action: "work",
      with: priority,
      priority,
    }));
    await runToEnd(engine, compile({ tasks: [{ id: "p", type: "parallel", tasks }] }));
    expect(most).toBe(2);
    expect(order).toEqual([1, 1, 2, 3, 4, 5]);
    await engine.close();
  });
});

describe("an open wait", () => {
  it("takes no place among the calls of an engine", async () => {
    const engine = createTestEngine({ echo: (input) => input }, { concurrency: 1 });
    const waits = compile({ tasks: [{ id: "w", type: "wait", wait_for: "go" }] });
    const { runId } = await engine.start({ definition: waits, input: {}, requestId: "r" });
    await expect.poll(async () => (await engine.get(runId)).tasks[0]?.status, patiently).toBe("waiting");
    const other = await runToEnd(engine, compile({ tasks: [{ id: "a", action: "echo" }] }));
    expect([other.status, (await engine.get(runId)).tasks[0]?.status]).toEqual(["completed", "waiting"]);
    await engine.signal(runId, { name: "go", payload: null });
    expect((await awaitEnd(engine, runId)).status).toBe("completed");
    await engine.close();
  });
});

describe("a cancelled run whose attempts wait for their place", () => {
  it.each(["cancel", "terminate"] as const)("leaves the queue to others (%s)", async (kind) => {
    const engine = createTestEngine(
      { hang: async (_input, { signal }) => new Promise((resolve) => signal.addEventListener("abort", resolve)) },
      { concurrency: 1 },
    );
    const tasks = ["a", "b"].map((id) => ({ id, action: "hang", timeout: 200, retry: { maximum_attempts: 1 } }));
    const definition = compile({ tasks: [{ id: "p", type: "parallel", tasks }] });
    const { runId } = await engine.start({ definition, input: {}, requestId: "r" });
    await expect.poll(async () => (await engine.get(runId)).tasks[1]?.status, patiently).toBe("running");
    await engine[kind](runId, { requestId: kind });
    await engine.ended(runId);
    const last = compile({ tasks: [{ id: "x", action: "hang", timeout: 1, retry: { maximum_attempts: 1 } }] });
    const document = await runToEnd(engine, last);
    expect(document.tasks).toMatchObject([{ status: "timed_out", attempts: 1 }]);
    await engine.close();
  });
});
