import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { commandLinesIn } from "../command-line.fixture.js";
import { temporalLinesIn, until } from "./temporal-lines.fixture.js";

const HANDLERS = `
export default {
  "my.hang": (_, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("told")))),
  "my.fail": () => { throw Object.assign(new Error("card declined"), { retryable: false }); },
};
`;

const FILES = {
  "handlers.mjs": HANDLERS,
  "order.yaml": `
id: order
tasks:
  - { id: first, action: core.echo, with: { n: "{{ workflow.input.n }}" }, on_success: { next: log } }
  - { id: log, action: core.log, with: { message: hello } }
`,
  "failing.yaml": "id: failing\ntasks: [{ id: charge, action: my.fail }]\n",
  "hanging.yaml": "id: hanging\ntasks: [{ id: hang, action: my.hang }]\n",
  "waiting.yaml": `
id: waiting
tasks: [{ id: approval, type: wait, wait_for: approve, outputs: { by: "{{ signal.payload.by }}" } }]
`,
  "queued.yaml": "id: queued\ntasks:\n  - { id: a, action: core.echo, task_queue: gpu }\n",
  "unknown.yaml": "id: unknown\ntasks: [{ id: a, action: my.unknown }]\n",
};

/** An id that no other run of the server has. */
const newId = (): string => `r-${randomUUID()}`;

describe.skipIf(isTemporalSkipped)("run on Temporal", () => {
  it("runs a definition to its end in this process, with progress and log, and prints its output", async () => {
    const { call } = await temporalLinesIn(FILES);
    const id = newId();
    const { exit, json, err } = await call("run", "@/order.yaml", "--run-id", id, "--input", "n=3");
    expect([exit, json()]).toStrictEqual([0, { first: { n: 3 }, log: null }]);
    expect(err).toContain("log: hello\n");
    expect(err.trimEnd().split("\n").at(-1)).toBe(`run ${id} completed`);
  });

  it("ends with the code of the run", async () => {
    const { call } = await temporalLinesIn(FILES);
    const { exit, err } = await call("run", "@/failing.yaml", "--quiet");
    expect([exit, err.split("\n", 1)]).toStrictEqual([1, ["error HANDLER_FAILED card declined"]]);
  });

  it("refuses a definition whose handlers it does not have, before anything runs", async () => {
    const { call } = await temporalLinesIn(FILES);
    const id = newId();
    expect((await call("run", "@/unknown.yaml", "--run-id", id)).err).toContain("HANDLER_NOT_FOUND");
    expect((await call("describe", id)).exit).toBe(4);
  });

  it("an interrupted one names the worker that takes it up, and that worker does", async () => {
    const { begin, call } = await temporalLinesIn(FILES);
    const id = newId();
    const { terminal, called } = begin("run", "@/waiting.yaml", "--run-id", id);
    await until(() => terminal.err().includes("approval waiting"), called);
    terminal.interrupt();
    const { exit, err } = await called;
    expect(exit).toBe(130);
    const [, named = ""] = /`taskloom (worker .*)`/.exec(err) ?? [];
    const worker = begin(...named.split(" "));
    await until(() => worker.terminal.err().includes("polling"), worker.called);
    expect((await call("signal", id, "approve", "--payload", '{"by":"ada"}', "--verdict")).exit).toBe(0);
    expect((await call("watch", id, "--exit-status")).exit).toBe(0);
    worker.terminal.interrupt();
    expect((await worker.called).exit).toBe(0);
  });

  it("with a task queue that was named it leaves the work to others, and says when there are none", async () => {
    const { begin, queue } = await temporalLinesIn(FILES);
    const { terminal, called } = begin("run", "@/order.yaml", "--task-queue", queue);
    await until(() => terminal.err().includes(`no worker polls the task queue '${queue}'`), called);
    terminal.interrupt();
    const { exit, err } = await called;
    expect(exit).toBe(130);
    expect(err).toContain("goes on with the workers");
  });
});

describe.skipIf(isTemporalSkipped)("a worker on Temporal", () => {
  it("runs what is started on its queue, and says what it serves and under which hash", async () => {
    const { call, serve, queue } = await temporalLinesIn(FILES);
    const worker = await serve("@/order.yaml", "@/waiting.yaml");
    expect(worker.said()).toMatch(/serving order[^]*serving waiting[^]*with the definitions [0-9a-f]{12}/);
    const id = newId();
    const started = await call("start", "@/order.yaml", "--run-id", id, "--task-queue", queue, "--input", "n=1");
    expect([started.exit, started.out, started.err]).toStrictEqual([0, `${id}\n`, ""]);
    expect((await call("watch", id, "--exit-status")).json()).toMatchObject({ first: { n: 1 } });
    expect(await worker.stop()).toBe(0);
  });

  it("lets runs be paused, resumed, signalled, cancelled and terminated from other processes", async () => {
    const { call, serve, queue } = await temporalLinesIn(FILES);
    await serve("@/waiting.yaml", "@/hanging.yaml");
    const [waiting, hanging, other] = [newId(), newId(), newId()];
    const place = ["--task-queue", queue];
    await call("start", "@/waiting.yaml", "--run-id", waiting, ...place);
    await call("start", "@/hanging.yaml", "--run-id", hanging, ...place);
    await call("start", "@/hanging.yaml", "--run-id", other, ...place);
    expect((await call("pause", waiting)).out).toBe(`${waiting} is to be paused\n`);
    expect((await call("describe", waiting, "--json")).json()).toMatchObject({ engine: "temporal", status: "paused" });
    expect((await call("resume", waiting)).out).toBe(`${waiting} is to go on\n`);
    expect((await call("signal", waiting, "approve", "--payload", '{"by":"ada"}', "--verdict")).exit).toBe(0);
    expect((await call("watch", waiting, "--exit-status")).json()).toStrictEqual({ approval: { by: "ada" } });
    expect((await call("cancel", hanging)).exit).toBe(0);
    expect((await call("watch", hanging, "--exit-status")).exit).toBe(8);
    expect((await call("terminate", other, "--reason", "enough")).exit).toBe(0);
    expect((await call("watch", other, "--exit-status")).exit).toBe(8);
  });

  it("lists its own runs when its queue is named, and all without", async () => {
    const { call, serve, queue } = await temporalLinesIn(FILES);
    await serve("@/order.yaml");
    const [here, elsewhere] = [newId(), newId()];
    await call("start", "@/order.yaml", "--run-id", here, "--task-queue", queue, "--input", "n=1");
    await call("start", "@/order.yaml", "--run-id", elsewhere, "--task-queue", `${queue}-other`, "--input", "n=1");
    const list = async (...more: readonly string[]): Promise<string> =>
      (await call("list", "--limit", "1000", ...more)).out;
    await expect.poll(async () => list(), { timeout: 20_000 }).toContain(elsewhere);
    await expect.poll(async () => list("--task-queue", queue), { timeout: 20_000 }).toContain(here);
    expect(await list("--task-queue", queue)).not.toContain(elsewhere);
  });

  it("shares the logs of runs where the store is a Redis, and says where they are when it is not", async () => {
    const { call, serve, queue } = await temporalLinesIn(FILES);
    const store = ["--store", process.env["REDIS_URL"] ?? ""];
    await serve("@/order.yaml", ...store);
    const id = newId();
    await call("start", "@/order.yaml", "--run-id", id, "--task-queue", queue, "--input", "n=1", ...store);
    await call("watch", id);
    const shared = await call("logs", id, ...store);
    expect([shared.out.includes("hello"), shared.err]).toStrictEqual([true, ""]);
    const own = await call("logs", id);
    expect(own.out).toBe("");
    expect(own.err).toContain("--store redis://");
  });
});

describe.skipIf(isTemporalSkipped)("what differs on Temporal", () => {
  it("start by a definition's id asks for its file", async () => {
    const { call } = await temporalLinesIn(FILES);
    const { exit, err } = await call("start", "order");
    expect([exit, err.split(" ", 2)]).toStrictEqual([4, ["error", "DEFINITION_NOT_FOUND"]]);
  });

  it("start says when no worker polls the queue, and has started the run all the same", async () => {
    const { call, queue } = await temporalLinesIn(FILES);
    const { exit, out, err } = await call("start", "@/order.yaml", "--task-queue", queue, "--input", "n=1");
    expect(exit).toBe(0);
    expect(err).toContain(`--task-queue ${queue}`);
    expect((await call("describe", out.trim(), "--json")).json()).toMatchObject({
      status: "running",
      blocked: "NO_OWNER",
    });
  });

  it("pause and resume do not wait for a worker: they say that there is none, and the next one does it", async () => {
    const { call, serve, queue } = await temporalLinesIn(FILES);
    const id = newId();
    const place = ["--task-queue", queue];
    await call("start", "@/waiting.yaml", "--run-id", id, ...place);
    const paused = await call("pause", id);
    expect([paused.exit, paused.out]).toStrictEqual([0, `${id} is to be paused\n`]);
    expect(paused.err).toContain("no process runs it");
    expect((await call("describe", id, "--json")).json()).toMatchObject({ status: "paused", blocked: "NO_OWNER" });
    await serve("@/waiting.yaml");
    expect((await call("resume", id)).out).toBe(`${id} is to go on\n`);
    expect((await call("signal", id, "approve", "--payload", '{"by":"ada"}', "--verdict")).exit).toBe(0);
    expect((await call("watch", id, "--exit-status")).json()).toStrictEqual({ approval: { by: "ada" } });
  });

  it("a verdict that no worker gives in time ends with 9, and the signal is not lost", async () => {
    const { call, serve, queue } = await temporalLinesIn(FILES);
    const id = newId();
    await call("start", "@/waiting.yaml", "--run-id", id, "--task-queue", queue);
    const sent = ["signal", id, "approve", "--payload", '{"by":"ada"}', "--verdict", "--timeout", "50ms"];
    const { exit, err } = await call(...sent);
    expect([exit, err.split(" ", 2)]).toStrictEqual([9, ["error", "SIGNAL_TIMEOUT"]]);
    await serve("@/waiting.yaml");
    expect((await call("watch", id, "--exit-status")).json()).toStrictEqual({ approval: { by: "ada" } });
  });

  it.each([
    ["continue", "r"],
    ["prune", "--older-than", "1d"],
  ])("%s belongs to the embedded engine, and says what to do instead", async (...argv) => {
    const { call } = await commandLinesIn(FILES);
    const { exit, err } = await call(...argv, "--engine", "temporal", "--address", "127.0.0.1:1");
    expect([exit, err.split(" ", 2)]).toStrictEqual([3, ["error", "OPTION_NOT_SUPPORTED"]]);
  });

  it("validate looks for what this engine cannot honour, not another one", async () => {
    const { call } = await commandLinesIn(FILES);
    expect((await call("validate", "@/queued.yaml", "--engine", "temporal", "--strict")).exit).toBe(0);
    expect((await call("validate", "@/queued.yaml", "--engine", "embedded")).exit).toBe(3);
  });

  it("a server that is not there, or has no such namespace, ends a command with 7 and one sentence", async () => {
    const { call } = await temporalLinesIn(FILES);
    const unknown = await call("list", "--namespace", "nowhere");
    expect([unknown.exit, unknown.err.split(" ", 2)]).toStrictEqual([7, ["error", "NAMESPACE_NOT_FOUND"]]);
    const away = await call("run", "@/order.yaml", "--address", "127.0.0.1:1");
    expect([away.exit, away.err.split(" ", 2)]).toStrictEqual([7, ["error", "SERVER_UNREACHABLE"]]);
  });
});
