import { describe, expect, it } from "vitest";
import { commandLinesIn } from "../command-line.fixture.js";

const HANDLERS = `
export default {
  "my.fail": () => { throw Object.assign(new Error("card declined"), { retryable: false }); },
  "my.hang": (_, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("told")))),
};
`;

const FILES = {
  "handlers.mjs": HANDLERS,
  "order.yaml": `
id: order
input_schema: { type: object, properties: { n: { type: integer, default: 7 } } }
tasks:
  - { id: first, action: core.echo, with: { n: "{{ workflow.input.n }}" }, on_success: { next: both } }
  - id: both
    type: parallel
    tasks: [{ id: left, action: core.echo, with: 1 }]
`,
  "failing.yaml": "id: failing\ntasks: [{ id: charge, action: my.fail }]\n",
  "hanging.yaml": "id: hanging\ntasks: [{ id: hang, action: my.hang }]\n",
  "limited.yaml": "id: limited\ntimeout: 50ms\ntasks: [{ id: hang, action: my.hang }]\n",
  "waiting.yaml": `
id: waiting
tasks: [{ id: approval, type: wait, wait_for: approve, outputs: { by: "{{ signal.payload.by }}" } }]
`,
};

describe("run", () => {
  it("prints the output to stdout, and what happens to stderr", async () => {
    const { call } = await commandLinesIn(FILES);
    const called = await call("run", "@/order.yaml", "--run-id", "r");
    expect(called.exit).toBe(0);
    expect(called.json()).toStrictEqual({ first: { n: 7 }, both: { left: 1 } });
    expect(
      called.err
        .replaceAll(/ in \S+/g, "")
        .trimEnd()
        .split("\n"),
    ).toStrictEqual([
      "run r running",
      "first running",
      "first completed",
      "both running",
      "both/left running",
      "both/left completed",
      "both completed",
      "run r completed",
    ]);
  });

  it("--quiet prints the output alone", async () => {
    const { call } = await commandLinesIn(FILES);
    expect(await call("run", "@/order.yaml", "--quiet")).toMatchObject({ exit: 0, err: "" });
  });

  it.for([
    [["--input", '{"n":3}'], 3],
    [["--input", "@input.json"], 4],
    [["--input", "n=5"], 5],
    [[], 7],
  ] as const)("takes the input from %j", async ([input, n]) => {
    const { call } = await commandLinesIn({ ...FILES, "input.json": '{"n":4}' });
    const { json } = await call("run", ...input, "@/order.yaml", "--journal", ":memory:");
    expect(json()).toMatchObject({ first: { n } });
  });

  it.for([
    ["failing.yaml", 1, "failed", "HANDLER_FAILED"],
    ["limited.yaml", 9, "timed_out", "RUN_TIMEOUT"],
  ] as const)("%s ends with the run's code %i, and its document says %s", async ([file, exit, status, code]) => {
    const { call } = await commandLinesIn(FILES);
    const called = await call("run", `@/${file}`, "--json");
    expect(called.exit).toBe(exit);
    expect(called.json()).toMatchObject({ status, error: { code } });
    expect(called.err).toContain(`error ${code} `);
  });

  it("--timeout cancels the run and ends with 9", async () => {
    const { call } = await commandLinesIn(FILES);
    const called = await call("run", "@/hanging.yaml", "--timeout", "50ms", "--json");
    expect(called.exit).toBe(9);
    expect(called.json()).toMatchObject({ status: "canceled" });
  });

  it("a cancelled run ends it with 8", async () => {
    const { begin, call } = await commandLinesIn(FILES);
    const { called, terminal } = begin("run", "@/hanging.yaml", "--run-id", "r");
    await expect.poll(() => terminal.err()).toContain("hang running");
    expect((await call("cancel", "r", "--reason", "enough")).exit).toBe(0);
    expect((await called).exit).toBe(8);
  });

  it("--signal is kept until a wait takes it", async () => {
    const { call } = await commandLinesIn(FILES);
    const called = await call("run", "@/waiting.yaml", "--signal", 'approve={"by":"ada"}');
    expect(called.json()).toStrictEqual({ approval: { by: "ada" } });
  });

  it("an id that exists is a conflict, or is used with --if-exists use", async () => {
    const { call } = await commandLinesIn(FILES);
    const start = ["run", "@/order.yaml", "--run-id", "r"] as const;
    await call(...start);
    expect(await call(...start)).toMatchObject({ exit: 6, out: "" });
    const used = await call(...start, "--if-exists", "use", "--input", "n=8");
    expect(used.exit).toBe(0);
    expect(used.json()).toMatchObject({ first: { n: 7 } });
  });

  it("--if-exists use takes an open run up, and watches one that another process runs", async () => {
    const { begin, call } = await commandLinesIn(FILES);
    const start = ["run", "@/waiting.yaml", "--run-id", "r", "--if-exists", "use", "--json"] as const;
    await call("start", "@/waiting.yaml", "--run-id", "r", "--quiet");
    const owner = begin(...start);
    await expect.poll(() => owner.terminal.err()).toContain("approval waiting");
    const watcher = begin(...start);
    await expect.poll(() => watcher.terminal.err()).toContain("approval waiting");
    await call("signal", "r", "approve", "--payload", '{"by":"ada"}');
    expect([(await owner.called).exit, (await watcher.called).exit]).toStrictEqual([0, 0]);
    expect((await watcher.called).json()).toStrictEqual((await owner.called).json());
  });

  it("an interrupt leaves a run that continue takes up, and says so", async () => {
    const { begin, call } = await commandLinesIn(FILES);
    const { called, terminal } = begin("run", "@/waiting.yaml", "--run-id", "r");
    await expect.poll(() => terminal.err()).toContain("approval waiting");
    terminal.interrupt();
    const { exit, err } = await called;
    expect(exit).toBe(130);
    expect(err).toContain("`taskloom continue r`");
    expect((await call("describe", "r", "--json")).json()).toMatchObject({ status: "running", blocked: "NO_OWNER" });
    const going = begin("continue", "r", "--json");
    await expect.poll(() => going.terminal.err()).toContain("approval waiting");
    await call("signal", "r", "approve", "--payload", '{"by":"bob"}');
    const continued = await going.called;
    expect(continued.json()).toMatchObject({ run_id: "r", status: "completed", output: { approval: { by: "bob" } } });
  });

  it("a second interrupt ends at once", async () => {
    const { begin } = await commandLinesIn(FILES);
    const { called, terminal } = begin("run", "@/hanging.yaml");
    await expect.poll(() => terminal.err()).toContain("hang running");
    terminal.interrupt();
    expect(terminal.exited()).toBeUndefined();
    terminal.interrupt();
    expect(terminal.exited()).toBe(130);
    expect(terminal.err()).toContain("error COMMAND_INTERRUPTED ");
    await called;
  });

  it("nothing is left of an interrupted run whose journal is in memory, and that is said", async () => {
    const { begin } = await commandLinesIn(FILES);
    const { called, terminal } = begin("run", "@/waiting.yaml", "--journal", ":memory:");
    await expect.poll(() => terminal.err()).toContain("approval waiting");
    terminal.interrupt();
    expect((await called).err).not.toContain("taskloom continue");
  });

  it("what a handler left behind and fails later stops nothing", async () => {
    const { begin, call } = await commandLinesIn(FILES);
    const { called, terminal } = begin("run", "@/waiting.yaml", "--run-id", "r");
    await expect.poll(() => terminal.err()).toContain("approval waiting");
    terminal.fail(new Error("left behind"));
    await call("signal", "r", "approve", "--payload", '{"by":"ada"}');
    const { exit, err } = await called;
    expect(exit).toBe(0);
    expect(err).toContain("Error: left behind");
  });

  it("what holds a run up is told", async () => {
    const items = `id: large\ntasks: [{ id: each, type: collection, items: "1..3000", task: { action: core.echo } }]\n`;
    const { begin } = await commandLinesIn({ "large.yaml": items });
    const { called, terminal } = begin("run", "@/large.yaml", "--store", "redis://127.0.0.1:1");
    await expect.poll(() => terminal.err(), { timeout: 20_000 }).toContain("each is held up by STORE_UNAVAILABLE");
    terminal.interrupt();
    expect((await called).exit).toBe(130);
  });

  it("--debug says where each setting came from", async () => {
    const { call } = await commandLinesIn({ ...FILES, "taskloom.config.mjs": "export default { concurrency: 7 };" });
    const { err } = await call("run", "@/order.yaml", "--debug", "--journal", ":memory:");
    expect(err).toContain('journal.file = ":memory:" (--journal)');
    expect(err).toMatch(/concurrency = 7 \(.*taskloom\.config\.mjs\)/);
    expect(err).toContain('store = "memory" (default)');
  });

  it("--debug says where the Temporal server is that commands are told", async () => {
    const { call } = await commandLinesIn(FILES);
    const options = ["--address", "t:1", "--namespace", "n", "--task-queue", "q", "--journal", ":memory:"];
    const { err } = await call("run", "@/order.yaml", "--debug", ...options);
    expect(err).toContain('temporal.address = "t:1" (--address)');
    expect(err).toContain('temporal.namespace = "n" (--namespace)');
    expect(err).toContain('temporal.task_queue = "q" (--task-queue)');
  });
});
