import { expect } from "vitest";
import type { Claim } from "./contract-claims.js";
import { createRequest, runToEnd, sequence, statuses, taskAt, type EngineSubject } from "./describe-engine-subject.js";

/** Transitions, conditions, inputs and outputs. */
export function claimFlow(claim: Claim<EngineSubject>): void {
  claim("the output is that of the top-level tasks that completed", async (subject) => {
    const definition = sequence(
      { id: "a", action: "echo", with: { n: "{{ workflow.input.n }}" } },
      { id: "b", action: "echo", with: "{{ tasks.a.output.n + 1 }}" },
      { id: "c", action: "echo", if: "false" },
    );
    const document = await runToEnd(subject, definition, { n: 1 });
    expect(document).toMatchObject({ status: "completed", output: { a: { n: 1 }, b: 2 }, error: null });
    expect(document.output).not.toHaveProperty("c");
    expect(statuses(document)).toStrictEqual({ "root/a": "completed", "root/b": "completed", "root/c": "skipped" });
  });

  claim("`outputs` of the workflow replace its output, and of a task its own", async (subject) => {
    const tasks = [{ id: "a", action: "echo", with: { n: 2 }, outputs: { twice: "{{ output.n * 2 }}" } }];
    const document = await runToEnd(subject, { tasks, outputs: { result: "{{ tasks.a.output.twice }}" } });
    expect(document.output).toStrictEqual({ result: 4 });
    expect(taskAt(document, "root/a").output).toStrictEqual({ twice: 4 });
  });

  claim("a template of the workflow's `outputs` that fails, fails the run", async (subject) => {
    const definition = { tasks: [{ id: "a", action: "echo" }], outputs: { x: "{{ tasks.a.output.no.where }}" } };
    const document = await runToEnd(subject, definition);
    expect(document).toMatchObject({ status: "failed", error: { code: "OUTPUTS_FAILED", task: null } });
  });

  claim("a failed task without `on_error` fails the run with that task's error", async (subject) => {
    const document = await runToEnd(
      subject,
      sequence({ id: "a", action: "stop", with: "no" }, { id: "b", action: "echo" }),
    );
    expect(document).toMatchObject({ status: "failed", error: { code: "HANDLER_FAILED", task: "root/a" } });
    expect(statuses(document)).toStrictEqual({ "root/a": "failed" });
  });

  claim("a run whose `on_error` handler brought it to a regular end is completed", async (subject) => {
    const tasks = [
      { id: "a", action: "stop", with: "no", on_error: { next: "mend" } },
      { id: "mend", action: "echo", with: { code: "{{ error.code }}", task: "{{ error.task }}" } },
    ];
    const document = await runToEnd(subject, { tasks });
    expect(document).toMatchObject({
      status: "completed",
      output: { mend: { code: "HANDLER_FAILED", task: "root/a" } },
    });
  });

  claim("a loop executes a task again, and sees the pass before", async (subject) => {
    const tasks = [
      {
        id: "count",
        action: "echo",
        with: "{{ has(tasks.count) ? tasks.count.output + 1 : 1 }}",
        on_success: { next: "again" },
      },
      { id: "again", type: "router", condition: "tasks.count.output < 3", routes: { true: "count", false: "end" } },
      { id: "end", type: "aggregate", outputs: { n: "{{ tasks.count.output }}" } },
    ];
    const document = await runToEnd(subject, { tasks });
    expect(document.error).toBeNull();
    expect(taskAt(document, "root/end").output).toStrictEqual({ n: 3 });
    expect(Object.keys(statuses(document)).filter((path) => path.includes("count"))).toStrictEqual([
      "root/count",
      "root/count#2",
      "root/count#3",
    ]);
  });

  claim("an input that does not fit a task's schema fails it, and is not retried", async (subject) => {
    const schema = { type: "object", required: ["x"] };
    const document = await runToEnd(subject, { tasks: [{ id: "a", action: "echo", with: {}, input_schema: schema }] });
    expect(document).toMatchObject({ status: "failed", error: { code: "INPUT_INVALID" } });
    expect(subject.handlers.calls).toHaveLength(0);
  });

  claim("an output that does not fit a task's schema fails it, and is not retried", async (subject) => {
    const task = { id: "a", action: "echo", with: "text", output_schema: { type: "number" } };
    const document = await runToEnd(subject, { tasks: [task] });
    expect(document).toMatchObject({ status: "failed", error: { code: "OUTPUT_INVALID" } });
    expect(subject.handlers.calls).toHaveLength(1);
  });

  claim("an expression that reads what has not run fails its task", async (subject) => {
    const tasks = [
      { id: "a", action: "echo", with: "{{ tasks.b.output }}", on_success: { next: "b" } },
      { id: "b", action: "echo" },
    ];
    expect(await runToEnd(subject, { tasks })).toMatchObject({
      status: "failed",
      error: { code: "EXPRESSION_MISSING" },
    });
  });

  claim("without a matching route and a default the router fails", async (subject) => {
    const router = { id: "r", type: "router", condition: "'x'", routes: { y: { id: "t", action: "echo" } } };
    const document = await runToEnd(subject, { tasks: [router] });
    expect(document).toMatchObject({ status: "failed", error: { code: "NO_ROUTE", task: "root/r" } });
  });

  claim("an inline route runs as the router's only child", async (subject) => {
    const router = { id: "r", type: "router", condition: "'x'", routes: { x: { id: "t", action: "echo", with: 7 } } };
    const document = await runToEnd(subject, sequence(router, { id: "after", action: "echo" }));
    expect(document).toMatchObject({ status: "completed", output: { r: 7 } });
    expect(taskAt(document, "root/r/t")).toMatchObject({ status: "completed", parent: "root/r" });
  });

  claim("a delay happens once, before the task", async (subject) => {
    const document = await runToEnd(
      subject,
      sequence({ id: "a", action: "flaky", with: 1, delay: 30, retry: { initial_interval: 1 } }),
    );
    expect(taskAt(document, "root/a")).toMatchObject({ status: "completed", attempts: 2 });
  });

  claim("a start id that exists is refused, or used if so asked", async ({ engine, compile }) => {
    const definition = compile({ tasks: [{ id: "a", action: "gate" }] });
    const runId = `same-${createRequest().requestId}`;
    const start = { definition, input: {}, runId };
    expect(await engine.start({ ...start, ...createRequest() })).toStrictEqual({ runId, started: true });
    await expect(engine.start({ ...start, ...createRequest() })).rejects.toMatchObject({ code: "RUN_EXISTS" });
    const used = await engine.start({ ...start, ...createRequest(), ifExists: "use" });
    expect(used).toStrictEqual({ runId, started: false });
  });

  claim("a run id with characters that it cannot have is refused", async ({ engine, compile }) => {
    const definition = compile({ tasks: [{ id: "a", action: "echo" }] });
    const start = engine.start({ definition, input: {}, runId: "a/b", requestId: "r" });
    await expect(start).rejects.toMatchObject({ code: "RUN_ID_INVALID" });
  });

  claim("an input that does not fit the workflow's schema starts nothing", async ({ engine, compile }) => {
    const definition = compile({
      input_schema: { type: "object", required: ["x"] },
      tasks: [{ id: "a", action: "echo" }],
    });
    const start = engine.start({ definition, input: {}, requestId: "r" });
    await expect(start).rejects.toMatchObject({ code: "INPUT_INVALID" });
    expect((await engine.list()).runs).toStrictEqual([]);
  });
}
