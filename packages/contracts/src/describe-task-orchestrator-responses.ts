import type { JsonValue, TaskConfig } from "@taskloom/interfaces";
import { expect } from "vitest";
import { expectFailurePassesOn, FAILED_ENDS } from "./describe-task-orchestrator-failures.js";
import type { TaskOrchestratorCase, TaskOrchestratorSuite } from "./describe-task-orchestrator-sample.js";
import { createSubject } from "./describe-task-orchestrator-subject.js";

/** One case: the orchestrator's part in it, and how to see that it plays it. */
export interface ResponseCase {
  readonly test: TaskOrchestratorCase;
  /** What the orchestrator does; all else in the case is the engine's. */
  readonly claim: string;
  run<C extends TaskConfig>(suite: TaskOrchestratorSuite<C>): Promise<void>;
}

/** A schema that nothing fits. */
const NOTHING: JsonValue = { not: {} };

const endings: readonly ResponseCase[] = [
  {
    test: "success",
    claim: "the task is completed with the output of its work",
    run: async (suite) => {
      const directive = await createSubject(suite).succeed();
      expect(directive).toMatchObject({ kind: "done", status: "completed", output: suite.sample.output });
    },
  },
  {
    test: "success with outputs",
    claim: "`outputs` replace the output and see the raw one as `output`",
    run: async (suite) => {
      const directive = await createSubject(suite).succeed({ outputs: { raw: "{{ output }}", n: "{{ 1 + 1 }}" } });
      const output = { raw: suite.sample.output, n: 2 };
      expect(directive).toMatchObject({ kind: "done", status: "completed", output });
    },
  },
  {
    test: "an outputs template fails",
    claim: "it throws OUTPUTS_FAILED, which is not retried",
    run: async (suite) => {
      const answer = createSubject(suite).succeed({ outputs: { missing: "{{ workflow.input.missing }}" } });
      await expect(answer).rejects.toMatchObject({ code: "OUTPUTS_FAILED", retryable: false });
    },
  },
  {
    test: "the output does not fit its schema",
    claim: "it throws OUTPUT_INVALID, which is not retried",
    run: async (suite) => {
      const answer = createSubject(suite).succeed({ output_schema: NOTHING });
      await expect(answer).rejects.toMatchObject({ code: "OUTPUT_INVALID", retryable: false });
    },
  },
];

const failures: readonly ResponseCase[] = Object.entries(FAILED_ENDS).map(([test, end]) => ({
  test: test as TaskOrchestratorCase,
  claim: "the failure is passed on as it came",
  run: async (suite) => expectFailurePassesOn(suite, end),
}));

const repetitions: readonly ResponseCase[] = [
  {
    test: "a result after a time-out or cancel",
    claim: "nothing of an earlier answer is remembered",
    run: async (suite) => {
      const subject = createSubject(suite);
      for (const end of Object.values(FAILED_ENDS)) {
        const response = suite.sample.failure?.(end);
        if (response !== undefined) await subject.respond(response);
      }
      expect(await subject.succeed()).toStrictEqual(await createSubject(suite).succeed());
    },
  },
  {
    test: "the same result twice",
    claim: "the same directive, and what was sent has the same id",
    run: async (suite) => {
      const subject = createSubject(suite);
      const first = await subject.succeed();
      expect(await subject.succeed()).toStrictEqual(first);
      expect(new Set(subject.ports.signals.sent.map(({ id }) => id)).size).toBeLessThanOrEqual(1);
    },
  },
];

export const RESPONSE_CASES: readonly ResponseCase[] = [...endings, ...failures, ...repetitions];
