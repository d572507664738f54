import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { commandLinesIn, type CommandLines } from "../command-line.fixture.js";

const FILES = {
  "handlers.mjs": `
let tries = 0;
export default {
  "my.flaky": (input, ctx) => { ctx.log.info("try " + ctx.attempt); if (++tries % 2 === 1) throw new Error("once"); return tries; },
};`,
  "order.yaml": `
id: order
labels: { team: shop }
tasks:
  - { id: flaky, action: my.flaky, retry: { initial_interval: 1ms }, on_success: { next: each } }
  - id: each
    type: collection
    items: 1..2
    task: { id: "item-{{ item }}", action: core.log, with: { message: "item {{ item }}" } }
`,
  "served.yaml": `
id: served
triggers: [{ type: signal, name: order-placed }, { type: schedule, cron: "0 9 1 1 *" }]
tasks:
  - { id: w, type: wait, wait_for: go, payload_schema: { type: object }, condition: "signal.payload.ok" , on_success: { next: last } }
  - { id: last, action: core.echo }
`,
  "bad.yaml": "id: bad\ntasks:\n  - id: a\n    action: core.echo\n    on_success: { next: nowhere }\n",
  "queued.yaml": "id: queued\ntasks:\n  - { id: a, action: core.echo, task_queue: gpu }\n",
  "never.yaml":
    'id: never\ntriggers: [{ type: schedule, cron: "99 * * * *" }]\ntasks: [{ id: a, action: core.echo }]\n',
  "warned.yaml": "id: warned\ntasks:\n  - { id: a, action: core.echo }\n  - { id: b, action: core.echo }\n",
};

let lines: CommandLines;

describe("commands on runs", () => {
  beforeEach(async () => {
    lines = await commandLinesIn(FILES);
    await lines.call("run", "@/order.yaml", "--run-id", "r1", "--quiet");
  });

  it("list shows runs by workflow, status, label and time", async () => {
    const { out } = await lines.call("list", "--workflow", "order", "--status", "completed", "--label", "team=shop");
    expect(out.split("\n").map((line) => line.split(/ {2,}/).slice(0, 3))).toStrictEqual([
      ["RUN", "WORKFLOW", "STATUS"],
      ["r1", "order", "completed"],
      [""],
    ]);
    for (const filter of [
      ["--workflow", "x"],
      ["--status", "failed"],
      ["--label", "team=x"],
      ["--started-before", "1h"],
    ]) {
      expect((await lines.call("list", ...filter)).out.trim().split("\n")).toHaveLength(1);
    }
    expect((await lines.call("list", "--started-after", "1h")).out).toContain("r1");
  });

  it("describe shows statuses, attempts and durations of all tasks", async () => {
    const { out, exit } = await lines.call("describe", "r1");
    expect(exit).toBe(0);
    expect(out.replaceAll(/ {2}\d+(\.\d)?m?s/g, "").split("\n")).toStrictEqual([
      "✓ order  completed  r1",
      "  ✓ flaky  attempt 2",
      "  ✓ each  2/2",
      "    ✓ item-1",
      "    ✓ item-2",
      'output: {"flaky":2,"each":[null,null]}',
      "",
    ]);
  });

  it("describe tells why a run failed, and what its failed tasks said", async () => {
    const failing = `id: failing\ntasks: [{ id: a, action: core.fail, with: { message: no, retryable: false } }]\n`;
    const { call } = await commandLinesIn({ "failing.yaml": failing });
    await call("run", "@/failing.yaml", "--run-id", "f", "--quiet");
    const { out, exit } = await call("describe", "f");
    expect(exit).toBe(0);
    expect(out).toMatch(
      /^✗ failing {2}failed .* f\n {2}✗ a {2}failed .* HANDLER_FAILED no\nerror: HANDLER_FAILED no\n$/,
    );
  });

  it("list and describe of a failed run end with 0: the question was answered", async () => {
    await lines.call("run", "@/served.yaml", "--run-id", "f", "--timeout", "1ms", "--quiet");
    expect((await lines.call("describe", "f")).exit).toBe(0);
    expect((await lines.call("list")).exit).toBe(0);
  });

  it("logs prints the lines of all tasks, or of one", async () => {
    const all = (await lines.call("logs", "r1")).out.trim().split("\n");
    expect(all.map((line) => line.replace(/^\S+ /, "").replace(/ at .*/, ""))).toStrictEqual([
      "info root/flaky try 1",
      "debug root/flaky thrown",
      "info root/flaky try 2",
      "info root/each[0] item 1",
      "info root/each[1] item 2",
    ]);
    expect((await lines.call("logs", "r1", "--task", "root/flaky", "--follow")).out.trim().split("\n")).toHaveLength(3);
  });

  it("logs says when the oldest lines are gone", async () => {
    const handlers = `export default { "my.talk": (_, ctx) => { for (let n = 1; n <= 10_002; n += 1) ctx.log.info("line " + n); } };`;
    const definition = "id: talk\ntasks: [{ id: a, action: my.talk }]\n";
    const { call } = await commandLinesIn({ "talk.yaml": definition, "handlers.mjs": handlers });
    await call("run", "@/talk.yaml", "--run-id", "t", "--quiet");
    const { out, err } = await call("logs", "t");
    expect(out.split("\n")[0]).toContain("line 3");
    expect(err).toContain("warning LOG_FULL ");
    expect((await lines.call("logs", "r1")).err).toBe("");
  });

  it("watch shows an ended run from its start; --exit-status ends with its code", async () => {
    await lines.call("run", "@/served.yaml", "--run-id", "c", "--timeout", "1ms", "--quiet");
    const watched = await lines.call("watch", "c");
    expect(watched.exit).toBe(0);
    expect(watched.err).toContain("w waiting");
    expect((await lines.call("watch", "c", "--exit-status")).exit).toBe(8);
  });

  it("prune removes what ended longer ago", async () => {
    expect((await lines.call("prune", "--older-than", "1h")).out).toBe("0 runs removed\n");
    expect((await lines.call("prune", "--older-than", "0")).out).toBe("1 run removed\n");
    expect((await lines.call("describe", "r1")).exit).toBe(4);
  });

  it("graph colours what happened", async () => {
    const mermaid = (await lines.call("graph", "@/order.yaml", "--run", "r1")).out.trim().split("\n");
    expect(mermaid[0]).toBe("flowchart TD");
    const painted = mermaid.filter((line) => line.includes("fill:")).map((line) => line.trim().split(" ")[1] ?? "");
    expect(painted).toHaveLength(3);
    for (const name of painted) expect(mermaid.some((line) => line.includes(`${name}["`))).toBe(true);
    const dot = (await lines.call("graph", "@/order.yaml", "--run", "r1", "--format", "dot")).out;
    for (const id of ["flaky", "each", "item-{{ item }}"]) {
      expect(dot).toContain(`"task ${id}" [label=`);
      expect(dot).toContain(`"task ${id}" [style="rounded,filled"`);
    }
    expect(dot.trimEnd().endsWith("}")).toBe(true);
  });

  it("graph says when the run had another version of the definition", async () => {
    const { err, exit } = await lines.call("graph", "@/served.yaml", "--run", "r1");
    expect({ err: err !== "", exit }).toStrictEqual({ err: true, exit: 0 });
  });
});

describe("a worker", () => {
  it("takes up what was started, listens to signals, and leaves open runs for others when it is told to stop", async () => {
    const { begin, call } = await commandLinesIn(FILES);
    expect((await call("start", "@/served.yaml", "--run-id", "r1")).err).toContain("no worker");
    const { called, terminal } = begin("worker", "@/served.yaml");
    await expect.poll(() => terminal.err()).toContain("serving served");
    expect(await call("start", "@/served.yaml", "--run-id", "r2")).toMatchObject({ exit: 0, out: "r2\n", err: "" });

    await expect.poll(async () => (await call("describe", "r1")).out).toContain("for the signal 'go'");
    expect((await call("signal", "r1", "go", "--payload", "3", "--verdict")).exit).toBe(3);
    expect((await call("signal", "r1", "go", "--payload", '{"ok":false}', "--verdict")).exit).toBe(3);
    expect((await call("signal", "r1", "other", "--verdict")).err).toContain("SIGNAL_NOT_EXPECTED");
    expect((await call("signal", "order-placed")).out).toContain("started 1 run");
    expect((await call("signal", "r1", "go", "--payload", '{"ok":true}', "--verdict")).exit).toBe(0);

    expect((await call("watch", "r1", "--exit-status")).exit).toBe(0);
    terminal.interrupt();
    expect((await called).exit).toBe(0);
    expect((await call("describe", "r2", "--json")).json()).toMatchObject({ status: "running", blocked: "NO_OWNER" });
  });

  it("serves definitions that can be started by their id, and are known afterwards too", async () => {
    const { begin, call } = await commandLinesIn(FILES);
    const { called, terminal } = begin("worker", "@/order.yaml");
    await expect.poll(() => terminal.err()).toContain("serving order");
    expect(await call("start", "order", "--run-id", "r1")).toMatchObject({ exit: 0, out: "r1\n", err: "" });
    expect((await call("watch", "r1", "--exit-status")).exit).toBe(0);
    terminal.interrupt();
    await called;
    expect((await call("start", "order", "--run-id", "r2")).err).toContain("no worker");
    expect((await call("describe", "r2", "--json")).json()).toMatchObject({ workflow: "order", blocked: "NO_OWNER" });
  });

  it("serves schedules that can be listed, paused, resumed and triggered", async () => {
    const { begin, call } = await commandLinesIn(FILES);
    const { called, terminal } = begin("worker", "@/served.yaml");
    await expect.poll(() => terminal.err()).toContain("serving served");
    expect((await call("schedule", "pause", "served")).exit).toBe(0);
    expect((await call("schedule", "list")).out).toContain("paused");
    expect((await call("schedule", "resume", "served")).exit).toBe(0);
    expect((await call("schedule", "list")).out).not.toContain("paused");
    expect((await call("schedule", "trigger", "served", "--json")).json()).toMatchObject({ workflow: "served" });
    terminal.interrupt();
    await called;
  });

  it("pause and resume reach a run of another process", async () => {
    const { begin, call } = await commandLinesIn(FILES);
    const { called, terminal } = begin("run", "@/served.yaml", "--run-id", "r1");
    await expect.poll(() => terminal.err()).toContain("w waiting");
    await call("pause", "r1");
    await expect.poll(async () => (await call("list")).out).toContain("paused");
    await call("resume", "r1");
    await expect.poll(async () => (await call("list")).out).not.toContain("paused");
    await call("terminate", "r1");
    expect((await called).exit).toBe(8);
  });
});

describe("commands on definitions", () => {
  it("validate tells every diagnostic with its place, a code frame and what to do", async () => {
    const { call } = await commandLinesIn(FILES);
    const { exit, out, err } = await call("validate", "@/bad.yaml", "@/warned.yaml");
    expect(exit).toBe(3);
    expect(out.split("\n").map((line) => line.replace(/^.*\//, ""))).toStrictEqual([
      "bad.yaml:5:25 error TASK_UNKNOWN_NEXT there is no task 'nowhere'",
      "  4 |     action: core.echo",
      "> 5 |     on_success: { next: nowhere }",
      "    |                         ^",
      "  6 |",
      "  hint: Name a top-level task.",
      "warned.yaml:4:5 warning TASK_UNREACHABLE no path leads to 'b'",
      "  3 |   - { id: a, action: core.echo }",
      "> 4 |   - { id: b, action: core.echo }",
      "    |     ^",
      "  5 |",
      "  hint: Lead a transition to it, or remove it.",
      "",
    ]);
    expect(err).toBe("2 files, 1 error, 1 warning\n");
  });

  it("warnings count with --strict only", async () => {
    const { call } = await commandLinesIn(FILES);
    expect((await call("validate", "@/warned.yaml", "--quiet")).exit).toBe(0);
    expect((await call("validate", "@/warned.yaml", "--strict", "--json")).json()).toMatchObject({ ok: false });
    expect((await call("validate", "@/warned.yaml", "--strict")).exit).toBe(3);
  });

  it("validate refuses what the chosen engine cannot honour, at its place, and else warns of it", async () => {
    const { call } = await commandLinesIn(FILES);
    const asked = await call("validate", "@/queued.yaml", "--engine", "embedded");
    expect(asked.exit).toBe(3);
    expect(asked.out).toContain("queued.yaml:3:33 error OPTION_NOT_SUPPORTED");
    const open = await call("validate", "@/queued.yaml");
    expect(open.exit).toBe(0);
    expect(open.out).toContain("queued.yaml:3:33 warning OPTION_NOT_SUPPORTED");
    expect((await call("graph", "@/queued.yaml")).exit).toBe(0);
  });

  it("validate refuses a cron text that never comes, at its place", async () => {
    const { call } = await commandLinesIn(FILES);
    const { out, exit } = await call("validate", "@/never.yaml");
    expect(exit).toBe(3);
    expect(out).toContain("never.yaml:2:36 error SCHEDULE_INVALID");
  });

  it("schema prints the JSON Schema of all task types", async () => {
    const { call } = await commandLinesIn(FILES);
    expect((await call("schema")).json()).toHaveProperty("$defs.task.properties.type.enum.length", 8);
  });

  it("help is printed to stdout, for a command with its options", async () => {
    const { call } = await commandLinesIn(FILES);
    expect((await call("--help")).out).toContain("validate <globs...>");
    expect((await call("run", "--help")).out).toContain("--handlers <module>");
    expect((await call("help", "list")).out).toContain("--status <status>");
    const manifest = JSON.parse(await readFile(join(import.meta.dirname, "../../package.json"), "utf8")) as object;
    expect((await call("--version")).out.trim()).toBe((manifest as { version: string }).version);
  });
});
