import type { RunChange, TaskChange } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { growTree, type GrowingTree } from "./grow-tree.js";

const error = { code: "HANDLER_FAILED", type: "Error", message: "declined", details: null, task: "root/a" };

function change(path: string, status: TaskChange["status"], more: Partial<TaskChange> = {}): TaskChange {
  const parent = path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("[")));
  const id = path.slice(parent.length + 1).replace("]", "");
  return { kind: "task", path, step: id, id, parent, status, attempt: 0, ...more };
}

function grow(...changes: readonly RunChange[]): GrowingTree {
  const growing = growTree({ runId: "r", workflow: "w", startedAt: 0 });
  for (const each of changes) growing.observe(each);
  return growing;
}

describe("a growing tree", () => {
  it("has the latest of every task, at its place", () => {
    const { tree } = grow(
      { kind: "run", status: "running" },
      change("root/a", "running", { startedAt: 1, attempt: 1 }),
      change("root/a", "completed", { endedAt: 5, attempt: 1 }),
      change("root/b", "running", { startedAt: 6 }),
      change("root/b/c", "running", { startedAt: 7, attempt: 1 }),
    );
    expect(tree).toStrictEqual({
      runId: "r",
      workflow: "w",
      startedAt: 0,
      status: "running",
      tasks: [
        { path: "root/a", id: "a", status: "completed", attempt: 1, startedAt: 1, endedAt: 5, children: [] },
        {
          path: "root/b",
          id: "b",
          status: "running",
          attempt: 0,
          startedAt: 6,
          children: [{ path: "root/b/c", id: "c", status: "running", attempt: 1, startedAt: 7, children: [] }],
        },
      ],
    });
  });

  it("tells why the last attempt failed until the task ends well", () => {
    const growing = grow(change("root/a", "waiting", { attempt: 1, attemptError: error }));
    expect(growing.tree.tasks[0]).toMatchObject({ error: { code: "HANDLER_FAILED", message: "declined" } });
    growing.observe(change("root/a", "completed", { attempt: 2 }));
    expect(growing.tree.tasks[0]).not.toHaveProperty("error");
  });

  it("shows what a handler says of its progress while it runs", () => {
    const growing = grow(change("root/a", "running"));
    growing.note("root/a", "50%");
    expect(growing.tree.tasks[0]?.note).toBe("50%");
    growing.observe(change("root/a", "completed"));
    growing.note("root/a", "60%");
    expect(growing.tree.tasks[0]?.note).toBeUndefined();
  });

  it("keeps of a long list the first that ended, all that failed and all that is open", () => {
    const growing = grow(change("root/a", "running"));
    for (let index = 0; index < 1_000; index += 1) {
      const status = index % 100 === 99 ? "failed" : "completed";
      growing.observe(change(`root/a[${index}]`, "running"));
      if (index < 998) growing.observe(change(`root/a[${index}]`, status));
    }
    const children = growing.tree.tasks[0]?.children ?? [];
    expect(children.length).toBeLessThan(220);
    expect(children.filter(({ status }) => status === "failed")).toHaveLength(9);
    expect(children.filter(({ status }) => status === "running")).toHaveLength(2);
  });
});
