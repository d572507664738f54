import { describe, expect, it } from "vitest";
import { commandLinesIn, type CommandLines } from "./command-line.fixture.js";

const FILES = {
  "order.yaml": `
id: order
labels: { team: shop }
triggers: [{ type: schedule, cron: "0 9 * * 1-5", time_zone: Europe/Paris }, { type: signal, name: order-placed }]
tasks:
  - { id: both, type: parallel, tasks: [{ id: left, action: core.log, with: { message: hello } }], on_success: { next: go } }
  - { id: go, type: wait, wait_for: go }
`,
};

/** A run that has ended, and what every command says of it. */
async function runOrder(): Promise<CommandLines> {
  const lines = await commandLinesIn(FILES);
  await lines.call("run", "@/order.yaml", "--run-id", "r1", "--signal", "go=1", "--quiet");
  return lines;
}

/** Times, durations and hashes differ from run to run: their form stands for them. */
function shape(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) => {
    if (typeof part !== "string") return part;
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(part)) return "<time>";
    if (/^[0-9a-f]{64}$/.test(part)) return "<sha256>";
    return part.replace(/[0-9a-z]{26}$/, "<26 characters>");
  }) as unknown;
}

describe("documents of --json", () => {
  it("describe: a run with all that is known of its tasks", async () => {
    const { call } = await runOrder();
    const document = shape((await call("describe", "r1", "--json")).json());
    expect(document).toMatchInlineSnapshot(`
      {
        "definition_hash": "<sha256>",
        "ended_at": "<time>",
        "engine": "embedded",
        "error": null,
        "labels": {
          "team": "shop",
        },
        "output": {
          "both": {
            "left": null,
          },
          "go": {
            "signal": {
              "name": "go",
              "payload": 1,
              "received_at": "<time>",
            },
          },
        },
        "run_id": "r1",
        "schema_version": 1,
        "started_at": "<time>",
        "status": "completed",
        "tasks": [
          {
            "attempt_errors": [],
            "attempts": 0,
            "durability": "strict",
            "ended_at": "<time>",
            "error": null,
            "execution_path": "new",
            "id": "both",
            "input": null,
            "output": {
              "left": null,
            },
            "parent": null,
            "path": "root/both",
            "progress": {
              "canceled": 0,
              "completed": 1,
              "completion_rate": 1,
              "failed": 0,
              "failure_rate": 0,
              "pending": 0,
              "running": 0,
              "skipped": 0,
              "total": 1,
            },
            "started_at": "<time>",
            "status": "completed",
            "type": "parallel",
          },
          {
            "attempt_errors": [],
            "attempts": 1,
            "durability": "strict",
            "ended_at": "<time>",
            "error": null,
            "execution_path": "new",
            "id": "left",
            "input": {
              "message": "hello",
            },
            "output": null,
            "parent": "root/both",
            "path": "root/both/left",
            "started_at": "<time>",
            "status": "completed",
            "type": "basic",
          },
          {
            "attempt_errors": [],
            "attempts": 0,
            "durability": "strict",
            "ended_at": "<time>",
            "error": null,
            "execution_path": "new",
            "id": "go",
            "input": null,
            "output": {
              "signal": {
                "name": "go",
                "payload": 1,
                "received_at": "<time>",
              },
            },
            "parent": null,
            "path": "root/go",
            "started_at": "<time>",
            "status": "completed",
            "type": "wait",
          },
        ],
        "workflow": "order",
      }
    `);
  });

  it("run: the same without what only describe tells", async () => {
    const { call } = await commandLinesIn(FILES);
    const called = await call("run", "@/order.yaml", "--run-id", "r1", "--signal", "go=1", "--json");
    expect(shape(called.json())).toMatchInlineSnapshot(`
      {
        "definition_hash": "<sha256>",
        "ended_at": "<time>",
        "engine": "embedded",
        "error": null,
        "output": {
          "both": {
            "left": null,
          },
          "go": {
            "signal": {
              "name": "go",
              "payload": 1,
              "received_at": "<time>",
            },
          },
        },
        "run_id": "r1",
        "schema_version": 1,
        "started_at": "<time>",
        "status": "completed",
        "tasks": [
          {
            "attempts": 0,
            "ended_at": "<time>",
            "error": null,
            "id": "both",
            "input": null,
            "output": {
              "left": null,
            },
            "parent": null,
            "path": "root/both",
            "started_at": "<time>",
            "status": "completed",
            "type": "parallel",
          },
          {
            "attempts": 1,
            "ended_at": "<time>",
            "error": null,
            "id": "left",
            "input": {
              "message": "hello",
            },
            "output": null,
            "parent": "root/both",
            "path": "root/both/left",
            "started_at": "<time>",
            "status": "completed",
            "type": "basic",
          },
          {
            "attempts": 0,
            "ended_at": "<time>",
            "error": null,
            "id": "go",
            "input": null,
            "output": {
              "signal": {
                "name": "go",
                "payload": 1,
                "received_at": "<time>",
              },
            },
            "parent": null,
            "path": "root/go",
            "started_at": "<time>",
            "status": "completed",
            "type": "wait",
          },
        ],
        "workflow": "order",
      }
    `);
  });

  it("list: the newest first, and a cursor while there are more", async () => {
    const { call } = await runOrder();
    await call("start", "@/order.yaml", "--run-id", "r2");
    const first = (await call("list", "--json", "--limit", "1")).json() as { cursor: string };
    const second = (await call("list", "--json", "--limit", "1", "--cursor", first.cursor)).json();
    expect(shape([{ ...first, cursor: typeof first.cursor }, second])).toMatchInlineSnapshot(`
      [
        {
          "cursor": "string",
          "runs": [
            {
              "ended_at": null,
              "labels": {
                "team": "shop",
              },
              "run_id": "r2",
              "started_at": "<time>",
              "status": "running",
              "workflow": "order",
            },
          ],
          "schema_version": 1,
        },
        {
          "cursor": null,
          "runs": [
            {
              "ended_at": "<time>",
              "labels": {
                "team": "shop",
              },
              "run_id": "r1",
              "started_at": "<time>",
              "status": "completed",
              "workflow": "order",
            },
          ],
          "schema_version": 1,
        },
      ]
    `);
  });

  it("logs: the lines of a run", async () => {
    const { call } = await runOrder();
    expect(shape((await call("logs", "r1", "--json")).json())).toMatchInlineSnapshot(`
        {
          "lines": [
            {
              "at": "<time>",
              "attempt": 1,
              "level": "info",
              "message": "hello",
              "path": "root/both/left",
              "seq": 1,
            },
          ],
          "run_id": "r1",
          "schema_version": 1,
        }
      `);
  });

  it("start, pause, signal and the others: what was done", async () => {
    const { call } = await commandLinesIn(FILES);
    const documents = [
      await call("start", "@/order.yaml", "--run-id", "r1", "--json"),
      await call("start", "@/order.yaml", "--run-id", "r1", "--if-exists", "use", "--json"),
      await call("pause", "r1", "--json"),
      await call("resume", "r1", "--json"),
      await call("signal", "r1", "go", "--json"),
      await call("signal", "nobody-listens", "--json"),
      await call("cancel", "r1", "--json"),
      await call("terminate", "r1", "--json"),
      await call("prune", "--older-than", "1d", "--json"),
      await call("schedule", "list", "--json"),
    ];
    expect(shape(documents.map(({ json }) => json()))).toMatchInlineSnapshot(`
      [
        {
          "run_id": "r1",
          "schema_version": 1,
          "started": true,
        },
        {
          "run_id": "r1",
          "schema_version": 1,
          "started": false,
        },
        {
          "changed": true,
          "run_id": "r1",
          "schema_version": 1,
        },
        {
          "changed": true,
          "run_id": "r1",
          "schema_version": 1,
        },
        {
          "run_id": "r1",
          "schema_version": 1,
          "signal_id": "<26 characters>",
          "verdict": "kept",
        },
        {
          "delivered": 0,
          "schema_version": 1,
          "signal_id": "<26 characters>",
          "started": 0,
        },
        {
          "changed": true,
          "run_id": "r1",
          "schema_version": 1,
        },
        {
          "changed": true,
          "run_id": "r1",
          "schema_version": 1,
        },
        {
          "removed": 0,
          "schema_version": 1,
        },
        {
          "schedules": [],
          "schema_version": 1,
        },
      ]
    `);
  });

  it("validate: all errors and warnings of all files", async () => {
    const { call } = await commandLinesIn({
      "a.yaml": "id: a\ntasks:\n  - { id: x, action: core.echo, on_success: { next: nowhere } }\n",
      "b.yaml": "id: b\ntasks:\n  - { id: x, action: core.echo }\n  - { id: y, action: core.echo }\n",
    });
    const called = await call("validate", "@/a.yaml", "@/b.yaml", "--json");
    const { diagnostics, ...rest } = called.json() as { diagnostics: readonly { file: string }[] };
    expect(called.exit).toBe(3);
    expect(rest).toStrictEqual({ schema_version: 1, ok: false });
    expect(diagnostics.map(({ file, ...diagnostic }) => ({ ...diagnostic, file: file.split("/").at(-1) })))
      .toMatchInlineSnapshot(`
        [
          {
            "code": "TASK_UNKNOWN_NEXT",
            "column": 53,
            "file": "a.yaml",
            "hint": null,
            "line": 3,
            "message": "there is no task 'nowhere'",
            "severity": "error",
            "task": "x",
          },
          {
            "code": "TASK_UNREACHABLE",
            "column": 5,
            "file": "b.yaml",
            "hint": null,
            "line": 4,
            "message": "no path leads to 'y'",
            "severity": "warning",
            "task": "y",
          },
        ]
      `);
  });

  it("graph: nodes and edges, with what happened in a run", async () => {
    const { call } = await runOrder();
    expect((await call("graph", "@/order.yaml", "--format", "json", "--run", "r1")).json()).toMatchInlineSnapshot(`
      {
        "edges": [
          {
            "from": "both",
            "kind": "success",
            "label": null,
            "to": "go",
          },
        ],
        "nodes": [
          {
            "id": "both",
            "parent": null,
            "status": "completed",
            "title": null,
            "type": "parallel",
          },
          {
            "id": "left",
            "parent": "both",
            "status": "completed",
            "title": null,
            "type": "basic",
          },
          {
            "id": "go",
            "parent": null,
            "status": "completed",
            "title": null,
            "type": "wait",
          },
        ],
        "schema_version": 1,
        "start": "both",
        "workflow": "order",
      }
    `);
  });
});
