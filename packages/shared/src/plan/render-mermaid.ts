import type { StepId } from "@taskloom/interfaces";
import { groupByParent } from "./graph.js";
import type { GraphEdge, GraphNode, WorkflowGraph } from "./graph.js";

/** The graph as a Mermaid flowchart; containers are boxes around what is inside them. */
export function renderMermaid(graph: WorkflowGraph): string {
  const names = new Map(graph.nodes.map(({ id }, index) => [id, `t${index}`]));
  const nameOf = (id: StepId): string => names.get(id) ?? "";
  const lines = [
    "flowchart TD",
    "  start([start])",
    ...renderNodes(graph.nodes, null, nameOf, "  "),
    `  start --> ${nameOf(graph.start)}`,
    ...graph.edges.map((edge) => `  ${renderEdge(edge, nameOf)}`),
  ];
  return `${lines.join("\n")}\n`;
}

type NameOf = (id: StepId) => string;

function renderNodes(nodes: readonly GraphNode[], parent: StepId | null, nameOf: NameOf, indent: string): string[] {
  const byParent = groupByParent(nodes);
  const render = (node: GraphNode, space: string): string[] => {
    const label = `${nameOf(node.id)}["${escape(describe(node))}"]`;
    const inside = byParent.get(node.id);
    if (inside === undefined) return [`${space}${label}`];
    return [`${space}subgraph ${label}`, ...inside.flatMap((child) => render(child, `${space}  `)), `${space}end`];
  };
  return (byParent.get(parent) ?? []).flatMap((node) => render(node, indent));
}

function describe({ id, type, title }: GraphNode): string {
  return title === null ? `${id} · ${type}` : `${title} · ${id} · ${type}`;
}

function renderEdge({ from, to, kind, label }: GraphEdge, nameOf: NameOf): string {
  const text = label ?? (kind === "error" ? "error" : null);
  const arrow = kind === "error" ? "-.->" : "-->";
  return `${nameOf(from)} ${arrow}${text === null ? "" : `|"${escape(text)}"|`} ${nameOf(to)}`;
}

/** Mermaid writes characters that mean something to it as entities. */
function escape(text: string): string {
  return text.replaceAll(/["#<>&`\\|\n\r]/g, (character) => `#${character.codePointAt(0)};`);
}
