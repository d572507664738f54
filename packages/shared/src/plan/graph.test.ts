import { describe, expect, it } from "vitest";
import { loadDefinition } from "../definition/load-definition.js";
import { fixtureTypes } from "../definition/task-types.fixture.js";
import { describeGraph } from "./graph.js";
import { renderDot } from "./render-dot.js";
import { renderMermaid } from "./render-mermaid.js";

const options = { taskTypes: fixtureTypes };

const { compiled } = loadDefinition(
  {
    value: {
      id: "w",
      tasks: [
        {
          id: "c",
          type: "choose",
          on: "'x'",
          cases: { x: "h", 'a "b"': { id: "i", type: "note" } },
          on_success: { next: "s" },
        },
        { id: "h", type: "hold", awaits: "go", late: "s", on_success: { next: "s" }, on_error: { next: "c" } },
        {
          id: "s",
          type: "sequence",
          title: "Two <steps>",
          steps: [
            { id: "a", action: "x" },
            { id: "b", action: "x" },
          ],
        },
      ],
    },
  },
  options,
);
if (compiled === undefined) throw new Error("the definition is wrong");
const graph = describeGraph(compiled, options);

describe("the graph of a definition", () => {
  it("has every task, containers before what is inside them", () => {
    expect(graph.nodes.map(({ id, parent }) => [id, parent])).toEqual([
      ["c", null],
      ["i", "c"],
      ["h", null],
      ["s", null],
      ["a", "s"],
      ["b", "s"],
    ]);
    expect(graph.start).toBe("c");
  });

  it("has every way from one to another, with what leads there", () => {
    expect(graph.edges).toEqual([
      { from: "c", to: "s", kind: "success", label: null },
      { from: "c", to: "h", kind: "decision", label: "x" },
      { from: "h", to: "s", kind: "success", label: null },
      { from: "h", to: "c", kind: "error", label: null },
      { from: "h", to: "s", kind: "decision", label: "late" },
      { from: "a", to: "b", kind: "order", label: null },
    ]);
  });

  it("is drawn in Mermaid, titles and labels escaped", () => {
    expect(renderMermaid(graph)).toMatchInlineSnapshot(`
      "flowchart TD
        start([start])
        subgraph t0["c · choose"]
          t1["i · note"]
        end
        t2["h · hold"]
        subgraph t3["Two #60;steps#62; · s · sequence"]
          t4["a · work"]
          t5["b · work"]
        end
        start --> t0
        t0 --> t3
        t0 -->|"x"| t2
        t2 --> t3
        t2 -.->|"error"| t0
        t2 -->|"late"| t3
        t4 --> t5
      "
    `);
  });

  it("is drawn for Graphviz, titles and labels escaped", () => {
    expect(renderDot(graph)).toMatchInlineSnapshot(`
      "digraph "w" {
        compound=true; node [shape=box, style=rounded];
        start [shape=circle, label=start];
        subgraph "cluster_c" {
          "task c" [label="c\\nchoose"];
          "task i" [label="i\\nnote"];
        }
        "task h" [label="h\\nhold"];
        subgraph "cluster_s" {
          "task s" [label="Two <steps>\\ns · sequence"];
          "task a" [label="a\\nwork"];
          "task b" [label="b\\nwork"];
        }
        start -> "task c";
        "task c" -> "task s";
        "task c" -> "task h" [label="x"];
        "task h" -> "task s";
        "task h" -> "task c" [label="error", style=dashed];
        "task h" -> "task s" [label="late"];
        "task a" -> "task b";
      }
      "
    `);
  });
});
