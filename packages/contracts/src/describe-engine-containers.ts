import { expect } from "vitest";
import type { Claim } from "./contract-claims.js";
import {
  aborted,
  awaitEnd,
  awaitStatus,
  runToEnd,
  startRun,
  statuses,
  taskAt,
  type EngineSubject,
} from "./describe-engine-subject.js";

const ONCE = { retry: { maximum_attempts: 1 } };

/** Parallel, collection, composite, and what nests in them. */
export function claimContainers(claim: Claim<EngineSubject>): void {
  claim("a parallel gives the output of each child by id", async (subject) => {
    const tasks = [
      { id: "x", action: "echo", with: 1 },
      { id: "y", action: "echo", with: 2 },
    ];
    const document = await runToEnd(subject, { tasks: [{ id: "p", type: "parallel", tasks }] });
    expect(document.output).toStrictEqual({ p: { x: 1, y: 2 } });
    expect(taskAt(document, "root/p").progress).toMatchObject({ total: 2, completed: 2, completion_rate: 1 });
  });

  claim("with wait_all a failed child fails the container when all have ended", async (subject) => {
    const tasks = [
      { id: "bad", action: "stop", with: "card declined" },
      { id: "good", action: "echo" },
    ];
    const document = await runToEnd(subject, { tasks: [{ id: "p", type: "parallel", tasks }] });
    expect(statuses(document)).toStrictEqual({
      "root/p": "failed",
      "root/p/bad": "failed",
      "root/p/good": "completed",
    });
    expect(document.error).toMatchObject({
      code: "CHILDREN_FAILED",
      message: "parallel task 'p' failed: 1 of 2 children failed: [bad: \"card declined\"]",
      details: { children: [{ id: "bad", message: '"card declined"' }] },
    });
  });

  claim("with fail_fast the first failure cancels what runs and skips what has not started", async (subject) => {
    const tasks = [
      { id: "slow", action: "gate", with: "never" },
      { id: "bad", action: "stop" },
      { id: "later", action: "echo" },
    ];
    const parallel = { id: "p", type: "parallel", strategy: "fail_fast", max_concurrency: 2, tasks };
    const document = await runToEnd(subject, { tasks: [parallel] });
    expect(statuses(document)).toMatchObject({ "root/p": "failed", "root/p/slow": "canceled", "root/p/bad": "failed" });
    expect(taskAt(document, "root/p").progress).toMatchObject({ total: 3, failed: 1, canceled: 1, skipped: 1 });
    const slow = await subject.handlers.called("root/p/slow");
    await aborted(slow.signal);
  });

  claim("with best_effort one success is enough", async (subject) => {
    const tasks = [
      { id: "bad", action: "stop" },
      { id: "good", action: "echo", with: 1 },
    ];
    const document = await runToEnd(subject, {
      tasks: [{ id: "p", type: "parallel", strategy: "best_effort", tasks }],
    });
    expect(document).toMatchObject({ status: "completed", output: { p: { good: 1 } } });
  });

  claim("a race completes with its first success, and its losers are cancelled", async (subject) => {
    const tasks = [
      { id: "slow", action: "gate", with: "never" },
      { id: "bad", action: "stop" },
      { id: "fast", action: "echo", with: "won" },
    ];
    const document = await runToEnd(subject, { tasks: [{ id: "p", type: "parallel", strategy: "race", tasks }] });
    expect(document).toMatchObject({ status: "completed", output: { p: { fast: "won" } } });
    expect(taskAt(document, "root/p/slow").status).toBe("canceled");
  });

  claim("what a loser returns later changes nothing", async (subject) => {
    const tasks = [
      { id: "slow", action: "deaf", with: "late" },
      { id: "fast", action: "echo", with: 1 },
    ];
    const race = { id: "p", type: "parallel", strategy: "race", tasks, on_success: { next: "wait" } };
    const run = await startRun(subject, { tasks: [race, { id: "wait", type: "wait", wait_for: "go" }] });
    await subject.handlers.called("root/p/slow");
    await awaitStatus(subject, run, "root/wait", "waiting");
    subject.handlers.open("late");
    await subject.engine.signal(run, { name: "go", payload: null, verdict: true });
    const document = await awaitEnd(subject, run);
    expect(document).toMatchObject({ status: "completed", output: { p: { fast: 1 } } });
    expect(taskAt(document, "root/p/slow").status).toBe("canceled");
  });

  claim("tolerated failures do not fail the container", async (subject) => {
    const collection = {
      id: "c",
      type: "collection",
      items: [0, 1, 2, 3],
      tolerated_failures: "25%",
      task: { action: "flaky", with: "{{ item == 3 ? 9 : 0 }}", ...ONCE },
    };
    const document = await runToEnd(subject, { tasks: [collection] });
    expect(document).toMatchObject({ status: "completed", output: { c: [1, 1, 1, null] } });
  });

  claim("a collection gives its output in item order, and numbers items after the filter", async (subject) => {
    const collection = {
      id: "c",
      type: "collection",
      items: "{{ workflow.input.list }}",
      filter: "item != 'b'",
      item_var: "letter",
      task: { id: "letter-{{ letter }}", action: "echo", with: ["{{ letter }}", "{{ index }}", "{{ source_index }}"] },
    };
    const document = await runToEnd(subject, { tasks: [collection] }, { list: ["a", "b", "c"] });
    expect(document.output).toStrictEqual({
      c: [
        ["a", 0, 0],
        ["c", 1, 2],
      ],
    });
    expect(document.tasks.map(({ path, id }) => [path, id])).toStrictEqual([
      ["root/c", "c"],
      ["root/c[0]", "letter-a"],
      ["root/c[1]", "letter-c"],
    ]);
  });

  claim("a collection without items is completed with an empty list", async (subject) => {
    const collection = { id: "c", type: "collection", items: [], task: { action: "echo" } };
    expect(await runToEnd(subject, { tasks: [collection] })).toMatchObject({ status: "completed", output: { c: [] } });
  });

  claim("items that are no list fail the collection", async (subject) => {
    const collection = { id: "c", type: "collection", items: "{{ workflow.input.n }}", task: { action: "echo" } };
    expect(await runToEnd(subject, { tasks: [collection] }, { n: 3 })).toMatchObject({
      error: { code: "ITEMS_INVALID" },
    });
  });

  claim("in sequential mode items run one after another in item order", async (subject) => {
    const items = Array.from({ length: 12 }, (_, index) => index);
    const collection = {
      id: "c",
      type: "collection",
      items,
      mode: "sequential",
      task: { action: "echo", with: "{{ item }}" },
    };
    const document = await runToEnd(subject, { tasks: [collection] });
    expect(document.output).toStrictEqual({ c: items });
    expect(subject.handlers.calls.map(({ input }) => input)).toStrictEqual(items);
  });

  claim("at most `max_concurrency` children run at once", async (subject) => {
    const task = { action: "gate", with: "{{ item }}" };
    const collection = { id: "c", type: "collection", items: "1..4", max_concurrency: 2, task };
    const run = await startRun(subject, { tasks: [collection] });
    await subject.handlers.called("root/c[1]");
    await subject.handlers.called("root/c[0]");
    expect(subject.handlers.calls).toHaveLength(2);
    for (const item of [1, 2, 3, 4]) subject.handlers.open(item);
    expect(await awaitEnd(subject, run)).toMatchObject({ status: "completed", output: { c: [1, 2, 3, 4] } });
  });

  claim("a collection of more than a thousand items ends with all of its results", async (subject) => {
    const task = { action: "echo", with: "{{ item }}" };
    const document = await runToEnd(subject, { tasks: [{ id: "c", type: "collection", items: "1..1200", task }] });
    expect(document.status).toBe("completed");
    expect(document.output).toStrictEqual({ c: Array.from({ length: 1200 }, (_, index) => index + 1) });
    expect(document.truncated).toStrictEqual([{ path: "root/c", total: 1200 }]);
  });

  claim("in a composite each task sees its earlier siblings", async (subject) => {
    const tasks = [
      { id: "one", action: "echo", with: 1 },
      { id: "two", action: "echo", with: "{{ tasks.one.output + 1 }}" },
      { id: "both", type: "aggregate", outputs: { sum: "{{ tasks.one.output + tasks.two.output }}" } },
    ];
    const document = await runToEnd(subject, { tasks: [{ id: "c", type: "composite", tasks }] });
    expect(document.output).toStrictEqual({ c: { one: 1, two: 2, both: { sum: 3 } } });
  });

  claim("in a composite the first failure skips the rest", async (subject) => {
    const tasks = [
      { id: "bad", action: "stop" },
      { id: "rest", action: "echo" },
    ];
    const document = await runToEnd(subject, { tasks: [{ id: "c", type: "composite", tasks }] });
    expect(document).toMatchObject({ status: "failed", error: { code: "CHILDREN_FAILED" } });
    expect(subject.handlers.calls).toHaveLength(1);
    expect(taskAt(document, "root/c").progress).toMatchObject({ total: 2, failed: 1, skipped: 1 });
  });

  claim("a best_effort composite goes on, and a later child sees the failed sibling", async (subject) => {
    const tasks = [
      { id: "bad", action: "stop" },
      { id: "next", action: "echo", with: ["{{ tasks.bad.status }}", "{{ has(tasks.bad.output) }}"] },
    ];
    const composite = { id: "c", type: "composite", strategy: "best_effort", tasks };
    const document = await runToEnd(subject, { tasks: [composite] });
    expect(document).toMatchObject({ status: "completed", output: { c: { next: ["failed", false] } } });
  });

  claim("a container's `outputs` see its children", async (subject) => {
    const tasks = [
      { id: "a", action: "echo", with: 1 },
      { id: "b", action: "stop", with: "no" },
    ];
    const outputs = { a: "{{ children.a.output }}", b: "{{ children.b.status }}" };
    const parallel = { id: "p", type: "parallel", strategy: "best_effort", tasks, outputs };
    expect(await runToEnd(subject, { tasks: [parallel] })).toMatchObject({ output: { p: { a: 1, b: "failed" } } });
  });

  claim("later tasks see the children of a container that they name", async (subject) => {
    const tasks = [{ id: "x", action: "echo", with: 5 }];
    const parallel = { id: "p", type: "parallel", tasks, on_success: { next: "after" } };
    const after = { id: "after", action: "echo", with: "{{ tasks.p.children.x.output }}" };
    expect(await runToEnd(subject, { tasks: [parallel, after] })).toMatchObject({ output: { after: 5 } });
  });

  claim("a container's time-out cancels its children", async (subject) => {
    const tasks = [{ id: "x", action: "gate", with: "never" }];
    const document = await runToEnd(subject, { tasks: [{ id: "p", type: "parallel", timeout: 60, tasks }] });
    expect(document).toMatchObject({ status: "failed", error: { code: "TASK_TIMEOUT" } });
    expect(statuses(document)).toStrictEqual({ "root/p": "timed_out", "root/p/x": "canceled" });
  });

  claim("containers nest in any way", async (subject) => {
    const leaf = { id: "leaf", action: "echo", with: "{{ item }}" };
    const steps = {
      id: "steps",
      type: "composite",
      tasks: [leaf, { id: "more", action: "echo", with: "{{ tasks.leaf.output * 2 }}" }],
    };
    const both = { id: "both", type: "parallel", tasks: [steps, { id: "own", action: "echo", with: "{{ index }}" }] };
    const collection = { id: "c", type: "collection", items: [10, 20], tasks: [both] };
    const document = await runToEnd(subject, { tasks: [collection] });
    expect(document.error).toBeNull();
    expect(document.output).toStrictEqual({
      c: [10, 20].map((n, own) => ({ both: { steps: { leaf: n, more: 2 * n }, own } })),
    });
    expect(taskAt(document, "root/c[1]/both/steps/more").parent).toBe("root/c[1]/both/steps");
  });

  claim("`on_error` catches the failure of a whole container", async (subject) => {
    const parallel = { id: "p", type: "parallel", tasks: [{ id: "x", action: "stop" }], on_error: { next: "mend" } };
    const mend = { id: "mend", action: "echo", with: "{{ error.details.children[0].id }}" };
    expect(await runToEnd(subject, { tasks: [parallel, mend] })).toMatchObject({
      status: "completed",
      output: { mend: "x" },
    });
  });

  claim("values of some hundred kilobytes pass from task to task", async (subject) => {
    const definition = {
      tasks: [
        { id: "big", action: "echo", with: "{{ workflow.input }}", on_success: { next: "more" } },
        { id: "more", action: "echo", with: "{{ tasks.big.output }}" },
      ],
    };
    const text = "x".repeat(400_000);
    expect((await runToEnd(subject, definition, { text })).output).toStrictEqual({ big: { text }, more: { text } });
  });
}
