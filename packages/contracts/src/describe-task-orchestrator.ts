import type { Directive, JsonValue, StepEffects, StepId, TaskConfig } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { createStateInput } from "./describe-task-orchestrator-input.js";
import { RESPONSE_CASES } from "./describe-task-orchestrator-responses.js";
import type { TaskOrchestratorSuite } from "./describe-task-orchestrator-sample.js";
import { createSubject } from "./describe-task-orchestrator-subject.js";

/** What a step may answer first, by its effects. */
const FIRST_DIRECTIVES: Record<StepEffects, readonly Directive["kind"][]> = {
  none: ["done", "children"],
  idempotent: ["done"],
  handler: ["execute"],
  wait: ["wait", "done"],
};

/**
 * What every orchestrator does: begins a task as all tasks begin, answers with data, and brings each way in which work
 * can end to the task's end. Retries, time-outs and late results are the engine's: here stands the orchestrator's part.
 */
export function describeTaskOrchestrator<C extends TaskConfig>(suite: TaskOrchestratorSuite<C>): void {
  const name = suite.name === undefined ? "" : ` (${suite.name})`;
  describe(`the ${suite.taskType.type} orchestrator${name}`, () => {
    describe("begins", () => {
      describeBeginning(suite);
    });
    describe("answers", () => {
      describeAnswers(suite);
    });
    describe("ends", () => {
      describeEnds(suite);
    });
  });
}

function describeBeginning<C extends TaskConfig>(suite: TaskOrchestratorSuite<C>): void {
  const { sample, taskType } = suite;
  const options = { variables: sample.variables ?? {} };
  const begin = async (changes: Partial<TaskConfig>, stage: "begin" | "delayed" = "begin"): Promise<unknown> =>
    createSubject(suite).orchestrator.createState(createStateInput({ ...sample.task, ...changes }, stage, options));

  it("is of its definition's type", () => {
    expect(createSubject(suite).orchestrator.type).toBe(taskType.type);
  });

  it("a task without `with` runs with a null input", async () => {
    expect(await begin({})).toStrictEqual({ status: "running", input: null });
  });

  it("`with` is rendered and is the input", async () => {
    const state = await begin({ with: { double: "{{ workflow.input.n * 2 }}", text: "n={{ workflow.input.n }}" } });
    expect(state).toStrictEqual({ status: "running", input: { double: 4, text: "n=2" } });
  });

  it("a task whose `if` is false is skipped, before its delay and its `with`", async () => {
    const state = await begin({ if: "workflow.input.n > 2", delay: "1s", with: "{{ workflow.input.missing }}" });
    expect(state).toStrictEqual({ status: "skipped", input: null });
  });

  it("an `if` that is neither true nor false fails", async () => {
    await expect(begin({ if: "workflow.input.n" })).rejects.toMatchObject({ code: "EXPRESSION_FAILED" });
  });

  it("a delay comes before `with`", async () => {
    const state = await begin({ if: "true", delay: "1s", with: "{{ workflow.input.missing }}" });
    expect(state).toStrictEqual({ status: "waiting", input: null });
  });

  it("`if` is not evaluated again after the delay", async () => {
    const state = await begin({ if: "false", delay: "1s", with: 1 }, "delayed");
    expect(state).toStrictEqual({ status: "running", input: 1 });
  });

  it("an input that does not fit `input_schema` is INPUT_INVALID, which is not retried", async () => {
    const state = begin({
      with: { n: "text" },
      input_schema: { type: "object", properties: { n: { type: "number" } } },
    });
    await expect(state).rejects.toMatchObject({ code: "INPUT_INVALID", retryable: false });
  });
}

function describeAnswers<C extends TaskConfig>(suite: TaskOrchestratorSuite<C>): void {
  const { sample, taskType } = suite;

  it("the same question gives the same answer, from another orchestrator too", async () => {
    const subject = createSubject(suite);
    const first = await subject.prepare();
    expect(await subject.prepare()).toStrictEqual(first);
    expect(await createSubject(suite).prepare()).toStrictEqual(first);
  });

  it("the answer is JSON", async () => {
    const directive = await createSubject(suite).prepare();
    expect(JSON.parse(JSON.stringify(directive)) as JsonValue).toStrictEqual(directive);
  });

  it("the first directive is one that its effects allow", async () => {
    const directive = await createSubject(suite).prepare();
    expect(FIRST_DIRECTIVES[taskType.effects(sample.task)]).toContain(directive.kind);
  });

  it("only a step with idempotent effects sends, and says so", async () => {
    const subject = createSubject(suite);
    await subject.prepare();
    const sends = taskType.effects(sample.task) === "idempotent";
    expect(subject.ports.signals.sent.length > 0).toBe(sends);
    expect(subject.ports.done).toStrictEqual({ handlerStarted: false, signalSent: sends });
  });

  it("goes only where its definition says that it may", async () => {
    const { sample, taskType } = suite;
    const subject = createSubject(suite);
    const targets = [await subject.prepare(), await subject.succeed()].flatMap(findTargets);
    expect(taskType.next(sample.task).map(({ to }) => to)).toStrictEqual(expect.arrayContaining(targets));
  });

  it.for([{ outputs: { n: 1 } }, { output_schema: {} }])(
    "a task that shapes its output by %o is asked when its work has ended",
    async (shape) => {
      const directive = await createSubject(suite).prepare(shape);
      expect(directive).not.toMatchObject({ ask: "never" });
    },
  );
}

function describeEnds<C extends TaskConfig>(suite: TaskOrchestratorSuite<C>): void {
  for (const responseCase of RESPONSE_CASES) {
    const { test, claim } = responseCase;
    it(`${test}: ${claim}`, async (context) => {
      const skipped = suite.skip?.find(({ tests }) => tests.includes(test));
      if (skipped !== undefined) context.skip(skipped.reason);
      await expect(responseCase.run(suite)).resolves.toBeUndefined();
    });
  }
}

/** The tasks that a directive leads to by itself. */
function findTargets(directive: Directive): readonly StepId[] {
  if (directive.kind === "done") return directive.next === undefined ? [] : [directive.next];
  if (directive.kind === "wait") return directive.onTimeout === undefined ? [] : [directive.onTimeout];
  return [];
}
