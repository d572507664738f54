import { isTerminalStatus, type ContainerCounts, type TaskStatus } from "@taskloom/interfaces";
import { formatDuration } from "../text/format-duration.js";
import { fitColumns } from "../text/columns.js";
import type { Colors } from "../text/colors.js";
import { toOneLine } from "../text/one-line.js";
import { layoutTree, nameStatus, type TreeLine } from "./layout-tree.js";
import type { RunTree, TreeTask } from "./run-tree.js";

/** The room that there is, and how to use it. */
export interface Screen {
  readonly rows: number;
  readonly columns: number;
  readonly colors: Colors;
  /** What the durations of open tasks are measured by, epoch milliseconds. */
  readonly now: number;
}

type Paint = "green" | "red" | "yellow" | "cyan" | "dim";

const SYMBOLS: Readonly<Record<TaskStatus, readonly [string, Paint]>> = {
  pending: ["○", "dim"],
  running: ["●", "cyan"],
  waiting: ["◌", "yellow"],
  paused: ["‖", "yellow"],
  completed: ["✓", "green"],
  failed: ["✗", "red"],
  timed_out: ["✗", "red"],
  canceled: ["⊘", "dim"],
  skipped: ["−", "dim"],
};

/** The lines of a run and its tasks, no more than the screen has. */
export function renderTree(tree: RunTree, screen: Screen): readonly string[] {
  const { runId, workflow, status } = tree;
  const took = formatDuration((tree.endedAt ?? screen.now) - tree.startedAt);
  const head = paint(status, `${workflow}  ${nameStatus(status)}  ${took}  ${runId}`, 0, screen);
  const lines = layoutTree(tree.tasks, screen.rows - 1);
  return [head, ...lines.map((line) => renderLine(line, screen))];
}

function renderLine(line: TreeLine, screen: Screen): string {
  const depth = line.depth + 1;
  if ("task" in line) return paint(line.task.status, describeTask(line.task, screen.now), depth, screen);
  const indent = "  ".repeat(depth);
  return screen.colors.dim(fitColumns(`${indent}… ${line.folded}`, screen.columns));
}

function paint(status: TaskStatus, text: string, depth: number, { columns, colors }: Screen): string {
  const [symbol, color] = SYMBOLS[status];
  const indent = "  ".repeat(depth);
  const fitted = fitColumns(toOneLine(text), columns - indent.length - 2);
  return `${indent}${colors[color](symbol)} ${fitted}`;
}

/** `charge  waiting  attempt 2  1.2s  HANDLER_FAILED card declined`. */
function describeTask(task: TreeTask, now: number): string {
  const { id, status, attempt, counts, note, error } = task;
  return [
    id,
    ...(status === "running" || status === "completed" ? [] : [nameStatus(status)]),
    ...(counts === undefined ? [] : [describeCounts(counts)]),
    ...(attempt > 1 ? [`attempt ${attempt}`] : []),
    ...describeTime(task, now),
    ...(note === undefined ? [] : [note]),
    ...(error === undefined ? [] : [`${error.code} ${error.message}`]),
  ].join("  ");
}

function describeCounts({ total, pending, running, failed }: ContainerCounts): string {
  const ended = `${total - pending - running}/${total}`;
  return failed === 0 ? ended : `${ended}, ${failed} failed`;
}

function describeTime({ status, startedAt, endedAt }: TreeTask, now: number): readonly string[] {
  if (startedAt === undefined || (isTerminalStatus(status) && endedAt === undefined)) return [];
  return [formatDuration((endedAt ?? now) - startedAt)];
}
