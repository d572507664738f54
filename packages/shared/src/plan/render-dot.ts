import type { StepId } from "@taskloom/interfaces";
import { groupByParent } from "./graph.js";
import type { GraphEdge, GraphNode, WorkflowGraph } from "./graph.js";

/** The graph in Graphviz's language; containers are clusters. */
export function renderDot(graph: WorkflowGraph): string {
  const byParent = groupByParent(graph.nodes);
  const lines = [
    `digraph ${quote(graph.workflow)} {`,
    "  compound=true; node [shape=box, style=rounded];",
    "  start [shape=circle, label=start];",
    ...renderNodes(byParent, null, "  "),
    `  start -> ${nameOf(graph.start)};`,
    ...graph.edges.map((edge) => `  ${renderEdge(edge)}`),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

type ByParent = ReadonlyMap<StepId | null, readonly GraphNode[]>;

/** A cluster can be no end of an edge: a container has a point of its own inside. */
function renderNodes(byParent: ByParent, parent: StepId | null, space: string): string[] {
  return (byParent.get(parent) ?? []).flatMap((node) => {
    const label = quote(node.title === null ? `${node.id}\n${node.type}` : `${node.title}\n${node.id} · ${node.type}`);
    const point = `${nameOf(node.id)} [label=${label}];`;
    if (!byParent.has(node.id)) return [`${space}${point}`];
    const inside = [`  ${point}`, ...renderNodes(byParent, node.id, "  ")];
    return [
      `${space}subgraph ${quote(`cluster_${node.id}`)} {`,
      ...inside.map((line) => `${space}${line}`),
      `${space}}`,
    ];
  });
}

function renderEdge({ from, to, kind, label }: GraphEdge): string {
  const text = label ?? (kind === "error" ? "error" : null);
  const attributes = [
    ...(text === null ? [] : [`label=${quote(text)}`]),
    ...(kind === "error" ? ["style=dashed"] : []),
  ];
  const suffix = attributes.length === 0 ? "" : ` [${attributes.join(", ")}]`;
  return `${nameOf(from)} -> ${nameOf(to)}${suffix};`;
}

/** Apart from `start`, which is no task. */
function nameOf(id: StepId): string {
  return quote(`task ${id}`);
}

function quote(text: string): string {
  const escaped = text
    .replaceAll(/["\\]/g, String.raw`\$&`)
    .replaceAll("\n", String.raw`\n`)
    .replaceAll("\r", "");
  return `"${escaped}"`;
}
