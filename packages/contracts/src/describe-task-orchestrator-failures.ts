import type { TaskConfig, TaskError } from "@taskloom/interfaces";
import { expect } from "vitest";
import type { FailedEnd, TaskOrchestratorCase, TaskOrchestratorSuite } from "./describe-task-orchestrator-sample.js";
import { createSubject } from "./describe-task-orchestrator-subject.js";

/** How work can fail. Retrying is the engine's: the orchestrator hears of the end only. */
export const FAILED_ENDS: Partial<Record<TaskOrchestratorCase, FailedEnd>> = {
  "a handler throws a retryable error": failedEnd("failed", "HANDLER_FAILED", "TypeError"),
  "a handler throws a NonRetryableError": failedEnd("failed", "HANDLER_FAILED", "NonRetryableError"),
  "the last attempt fails": failedEnd("failed", "WORKER_LOST"),
  "an attempt is timed out": failedEnd("timed_out", "TASK_TIMEOUT"),
  "the total time-out has passed": failedEnd("timed_out", "TOTAL_TIMEOUT"),
  "the heartbeat is lost": failedEnd("timed_out", "HEARTBEAT_TIMEOUT"),
  "cancelled while running": failedEnd("canceled", "ATTEMPT_CANCELED"),
};

function failedEnd(status: FailedEnd["status"], code: string, type: string = code): FailedEnd {
  const error: TaskError = { code, type, message: `it ended with ${type}`, details: { n: 1 }, task: "root/other" };
  return { status, error };
}

/** The task ends as its work did: with the error as it came, or in the type's own. */
export async function expectFailurePassesOn<C extends TaskConfig>(
  suite: TaskOrchestratorSuite<C>,
  end: FailedEnd,
): Promise<void> {
  const { sample } = suite;
  if (sample.breakPort !== undefined) return expectFaultPassesOn(suite, end);
  const response = sample.failure?.(end);
  if (response === undefined) throw new Error("The sample says neither how its work fails nor why it cannot.");
  const status = response.kind === "handler" || sample.passesStatus === true ? end.status : "failed";
  const error = sample.failsWith === undefined ? end.error : { code: sample.failsWith, details: { error: end.error } };
  await expect(createSubject(suite).respond(response)).resolves.toMatchObject({ kind: "done", status, error });
}

/** What a port throws is thrown on, for the engine to judge. */
async function expectFaultPassesOn<C extends TaskConfig>(
  suite: TaskOrchestratorSuite<C>,
  end: FailedEnd,
): Promise<void> {
  const subject = createSubject(suite);
  const fault = Object.assign(new Error(end.error.message), end.error);
  suite.sample.breakPort?.(subject.ports, fault);
  await expect(subject.prepare()).rejects.toBe(fault);
}
