import type { TaskStatus } from "@taskloom/interfaces";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layoutTree } from "./layout-tree.js";
import type { TreeTask } from "./run-tree.js";

function task(id: string, status: TaskStatus, children: readonly TreeTask[] = []): TreeTask {
  return { path: `root/${id}`, id, status, attempt: 1, children: [...children] };
}

/** Each line as `  id status` or `  … folded`. */
function layout(tasks: readonly TreeTask[], maxLines: number): readonly string[] {
  return layoutTree(tasks, maxLines).map((line) => {
    const text = "task" in line ? `${line.task.id} ${line.task.status}` : `… ${line.folded}`;
    return "  ".repeat(line.depth) + text;
  });
}

const tree = [
  task("read", "completed", [task("left", "completed"), task("right", "failed")]),
  task("check", "failed"),
  task("each", "running", [
    task("i0", "completed"),
    task("i1", "timed_out"),
    task("i2", "skipped"),
    task("i3", "running", [task("step", "waiting")]),
  ]),
];

describe("the lines of a tree", () => {
  it("are all tasks where there is room", () => {
    expect(layout(tree, 10)).toStrictEqual([
      "read completed",
      "  left completed",
      "  right failed",
      "check failed",
      "each running",
      "  i0 completed",
      "  i1 timed_out",
      "  i2 skipped",
      "  i3 running",
      "    step waiting",
    ]);
  });

  it("leave out first what stands inside tasks that have ended", () => {
    expect(layout(tree, 9)).toStrictEqual([
      "read completed",
      "check failed",
      "each running",
      "  i0 completed",
      "  i1 timed_out",
      "  i2 skipped",
      "  i3 running",
      "    step waiting",
    ]);
  });

  it("then count what has ended well", () => {
    expect(layout(tree, 7)).toStrictEqual([
      "… 1 completed",
      "check failed",
      "each running",
      "  … 1 completed, 1 skipped",
      "  i1 timed_out",
      "  i3 running",
      "    step waiting",
    ]);
  });

  it("then count what has failed, so that what runs is seen", () => {
    expect(layout(tree, 6)).toStrictEqual([
      "… 1 completed, 1 failed",
      "each running",
      "  … 1 completed, 1 timed out, 1 skipped",
      "  i3 running",
      "    step waiting",
    ]);
  });

  it("end with how many there would be more", () => {
    expect(layout(tree, 3)).toStrictEqual(["… 1 completed, 1 failed", "each running", "… 3 more lines"]);
  });

  it("are never more than there is room for", () => {
    const status = fc.constantFrom<TaskStatus[]>("running", "waiting", "completed", "failed", "canceled");
    const listOf = (depth: number): fc.Arbitrary<TreeTask[]> => {
      const inside = depth === 0 ? fc.constant([]) : listOf(depth - 1);
      return fc.array(
        fc.tuple(status, inside).map(([its, children]) => task("t", its, children)),
        { maxLength: 6 },
      );
    };
    fc.assert(
      fc.property(listOf(3), fc.nat(30), (list, room) => {
        expect(layoutTree(list, room).length).toBeLessThanOrEqual(room);
      }),
    );
  });
});
