import type { StepId, TaskStatus } from "@taskloom/interfaces";
import { renderDot, renderMermaid, type WorkflowGraph } from "@taskloom/shared";

type Statuses = ReadonlyMap<StepId, TaskStatus>;

const FILLS: Readonly<Record<TaskStatus, string>> = {
  pending: "#ffffff",
  skipped: "#eeeeee",
  canceled: "#dddddd",
  completed: "#c8e6c9",
  paused: "#ffe0b2",
  waiting: "#fff9c4",
  running: "#bbdefb",
  timed_out: "#ffccbc",
  failed: "#ffcdd2",
};

/** The graph in Mermaid's language; each task that ran has the colour of its status. */
export function renderColoredMermaid(graph: WorkflowGraph, statuses: Statuses): string {
  const styles = graph.nodes.flatMap(({ id }, index) => {
    const status = statuses.get(id);
    return status === undefined ? [] : [`  style t${index} fill:${FILLS[status]}\n`];
  });
  return renderMermaid(graph) + styles.join("");
}

/** The graph in Graphviz's language; each task that ran has the colour of its status. */
export function renderColoredDot(graph: WorkflowGraph, statuses: Statuses): string {
  const styles = [...statuses].map(
    ([id, status]) => `  "task ${id}" [style="rounded,filled", fillcolor="${FILLS[status]}"];\n`,
  );
  return renderDot(graph).replace(/\}\n$/, `${styles.join("")}}\n`);
}
