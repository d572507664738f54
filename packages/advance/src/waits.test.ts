import { describe, expect, it } from "vitest";
import type { JsonValue, Signal } from "@taskloom/interfaces";
import { outline, TestRun } from "./test-run.fixture.js";
import { compile, TestWorld, type HandlerMap } from "./test-world.fixture.js";

/** A run that stands at a wait for `go`. */
async function startWait(wait: object, handlers: HandlerMap = {}, input: JsonValue = {}): Promise<TestRun> {
  const definition = compile({ tasks: [{ id: "gate", type: "wait", wait_for: "go", ...wait }] });
  const run = new TestRun(new TestWorld({ handlers }), definition, { input });
  await run.step();
  return run;
}

let ids = 0;
function send(run: TestRun, payload: JsonValue, more: Partial<Signal> = {}): string {
  const id = `s${(ids += 1)}`;
  run.fold({ kind: "signal_received", signal: { id, name: "go", payload, ...more } });
  return id;
}

/** What became of a signal, by its id. */
function verdictOn(run: TestRun, id: string): string | undefined {
  return run.changes.findLast((change) => change.kind === "signal" && change.signal === id)?.["verdict" as never];
}

describe("a wait", () => {
  it("opens by a call, and takes the first signal without another", async () => {
    const run = await startWait({});
    const id = send(run, { a: 1 });
    expect(run.state.status).toBe("completed");
    expect(run.made).toBe(1);
    expect(verdictOn(run, id)).toBe("taken");
    expect(run.output).toMatchObject({ gate: { signal: { name: "go", payload: { a: 1 } } } });
  });

  it("with `outputs`, a call shapes its output", async () => {
    const run = await startWait({ outputs: { a: "{{ signal.payload.a }}" } });
    send(run, { a: 1 });
    expect(await run.events()).toMatchObject([{ kind: "task_ended", output: { value: { a: 1 } } }]);
  });

  it("with a condition, a call judges each signal: one that does not meet it is gone, the next is looked at", async () => {
    const run = await startWait({ condition: "signal.payload.ok" });
    const [no, yes] = [send(run, { ok: false }), send(run, { ok: true })];
    expect(await run.events()).toMatchObject([{ kind: "signal_judged", signal: no, verdict: "dropped" }]);
    await run.toEnd();
    expect([verdictOn(run, no), verdictOn(run, yes)]).toStrictEqual(["dropped", "taken"]);
    expect(run.state.signals.kept).toStrictEqual([]);
  });

  it.each([
    ["cannot be evaluated", { condition: "signal.payload.none" }],
    ["is neither true nor false", { condition: "1" }],
    ["does not fit `payload_schema`", { payload_schema: { type: "object", required: ["ok"] } }],
  ])("a signal is refused, and nothing of the run fails: its condition or payload %s", async (_, wait) => {
    const run = await startWait(wait);
    const id = send(run, {});
    expect(await run.events()).toMatchObject([
      { kind: "signal_judged", signal: id, verdict: "refused", error: { code: "SIGNAL_INVALID", task: "root/gate" } },
    ]);
    await run.step();
    expect(run.tasks["root/gate"]?.status).toBe("waiting");
  });

  it("its correlation id is a template, rendered when it opens; signals with another are left for others", async () => {
    const run = await startWait({ correlation_id: "order-{{ workflow.input.id }}" }, {}, { id: 7 });
    const other = send(run, {}, { correlationId: "order-8" });
    expect(run.state.signals.kept.map(({ id }) => id)).toStrictEqual([other]);
    send(run, {}, { correlationId: "order-7" });
    expect(run.state.status).toBe("completed");
  });

  it("a time in the past ends it at once", async () => {
    const definition = compile({ tasks: [{ id: "gate", type: "wait", until: "1970-01-01T00:00:01Z" }] });
    const run = new TestRun(new TestWorld(), definition);
    expect(outline(await run.events())).toStrictEqual(["task_ended root/gate completed"]);
  });

  it("for a time opens by a call, and needs none at its end", async () => {
    const definition = compile({ tasks: [{ id: "gate", type: "wait", duration: 500 }] });
    const run = new TestRun(new TestWorld(), definition);
    const at = run.world.clock.now();
    expect(await run.events()).toMatchObject([{ kind: "wait_opened", directive: { for: { untilMs: at + 500 } } }]);
    await run.toEnd();
    expect([run.made, run.output]).toStrictEqual([2, { gate: {} }]);
  });

  it("for a time with `outputs` is shaped by a call", async () => {
    const definition = compile({ tasks: [{ id: "gate", type: "wait", duration: 500, outputs: { done: true } }] });
    const run = await new TestRun(new TestWorld(), definition).toEnd();
    expect(run.output).toStrictEqual({ gate: { done: true } });
  });

  it("a fault in its `outputs` fails it", async () => {
    const run = await startWait({ outputs: { a: "{{ signal.payload.none }}" } });
    send(run, {});
    await run.toEnd();
    expect(run.state).toMatchObject({ status: "failed", error: { code: "OUTPUTS_FAILED" } });
  });
});

describe("a wait with a processor", () => {
  const CHECK = { action: "check", with: "{{ signal.payload }}" };
  const check: HandlerMap = {
    check: (payload) => ({ good: payload === "good" }),
    fail: () => {
      throw new Error("cannot read it");
    },
  };

  it("runs it on the signal first; the condition sees what it gave", async () => {
    const run = await startWait({ processor: CHECK, condition: "processor.output.good" }, check);
    const [bad, good] = [send(run, "bad"), send(run, "good")];
    expect(outline(await run.events())).toStrictEqual(["children_opened root/gate"]);
    await run.toEnd();
    expect([verdictOn(run, bad), verdictOn(run, good)]).toStrictEqual(["dropped", "taken"]);
    expect(run.output).toMatchObject({ gate: { signal: { payload: "good" }, processor: { output: { good: true } } } });
  });

  it("the condition is judged by a call of its own, which says what became of the signal", async () => {
    const run = await startWait({ processor: CHECK, condition: "processor.output.good" }, check);
    const bad = send(run, "bad");
    await run.step();
    await run.step();
    expect(await run.events()).toMatchObject([
      { kind: "signal_judged", path: "root/gate", signal: bad, verdict: "dropped" },
    ]);
  });

  it("a condition that cannot be evaluated on its output refuses the signal", async () => {
    const run = await startWait({ processor: CHECK, condition: "processor.output.none" }, check);
    const id = send(run, "bad");
    await run.step();
    await run.step();
    expect(await run.events()).toMatchObject([
      { kind: "signal_judged", signal: id, verdict: "refused", error: { code: "SIGNAL_INVALID" } },
    ]);
  });

  it("without a condition the signal is taken, and `outputs` see both", async () => {
    const outputs = { all: "{{ [signal.payload, processor.output.good] }}" };
    const run = await startWait({ processor: CHECK, outputs }, check);
    send(run, "good");
    await run.toEnd();
    expect(run.output).toStrictEqual({ gate: { all: ["good", true] } });
  });

  it("a processor that fails after its retries fails the wait", async () => {
    const processor = { ...CHECK, action: "fail", retry: { maximum_attempts: 2 } };
    const run = await startWait({ processor }, check);
    send(run, "x");
    await run.toEnd();
    expect(run.state).toMatchObject({
      status: "failed",
      error: { code: "PROCESSOR_FAILED", details: { error: { message: "cannot read it" } } },
    });
    expect(run.tasks["root/gate/processor"]).toMatchObject({ attempt: 2 });
  });
});
