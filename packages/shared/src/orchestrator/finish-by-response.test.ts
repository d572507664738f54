import { createPrepareInput } from "@taskloom/contracts";
import type {
  ChildOutcome,
  ContainerCounts,
  Directive,
  JsonValue,
  TaskConfig,
  TaskResponse,
} from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { finishByResponse } from "./finish-by-response.js";

const error = { code: "CHILDREN_FAILED", type: "CHILDREN_FAILED", message: "1 of 2", details: null, task: "root/a" };
const counts: ContainerCounts = { total: 2, pending: 0, running: 0, completed: 1, failed: 1, canceled: 0, skipped: 0 };
const children: readonly ChildOutcome[] = [
  { id: "b", status: "completed", output: 1, error: null },
  { id: "c", status: "failed", output: null, error },
];

function finish(response: TaskResponse, outputs?: TaskConfig["outputs"]): Directive {
  const task = outputs === undefined ? { id: "a" } : { id: "a", outputs };
  return finishByResponse({ ...createPrepareInput<TaskConfig>(task), response });
}

function respond(output: JsonValue): TaskResponse {
  return { kind: "children", status: "completed", counts, children, output };
}

describe("a handler's response", () => {
  it("is the output when it returned", () => {
    const directive = finish({ kind: "handler", status: "completed", output: { n: 1 } });
    expect(directive).toStrictEqual({ kind: "done", status: "completed", output: { n: 1 } });
  });

  it.for(["failed", "timed_out", "canceled"] as const)("is the error when it was %s", (status) => {
    expect(finish({ kind: "handler", status, error })).toStrictEqual({ kind: "done", status, error });
  });
});

describe("the children's response", () => {
  it("is what was collected", () => {
    expect(finish(respond({ b: 1 }))).toStrictEqual({ kind: "done", status: "completed", output: { b: 1 } });
  });

  it("is the container's error when it failed", () => {
    const directive = finish({ kind: "children", status: "failed", counts, children, output: null, error });
    expect(directive).toStrictEqual({ kind: "done", status: "failed", error });
  });

  it("`children` is a map by id where the output is one, with status, output and error of each", () => {
    const directive = finish(respond({ b: 1 }), { first: "{{ children.b }}", code: "{{ children.c.error.code }}" });
    expect(directive).toMatchObject({
      output: { first: { id: "b", status: "completed", output: 1, error: null }, code: "CHILDREN_FAILED" },
    });
  });

  it("`children` is a list where the output is one", () => {
    const directive = finish(respond([1, null]), { ids: "{{ children.map(c, c.id) }}" });
    expect(directive).toMatchObject({ output: { ids: ["b", "c"] } });
  });
});

describe("a wait's response", () => {
  const signal = { id: "s", name: "paid", payload: { n: 1 }, receivedAt: Date.UTC(2026, 0, 2), order: 1 };
  const shown = { name: "paid", payload: { n: 1 }, received_at: "2026-01-02T00:00:00.000Z" };

  it("is the signal that was taken", () => {
    const directive = finish({ kind: "wait", signal });
    expect(directive).toStrictEqual({ kind: "done", status: "completed", output: { signal: shown } });
  });

  it("is nothing when the time has come", () => {
    expect(finish({ kind: "wait" })).toStrictEqual({ kind: "done", status: "completed", output: {} });
  });

  it("is seen by `outputs` as `signal`", () => {
    expect(finish({ kind: "wait", signal }, { n: "{{ signal.payload.n }}" })).toMatchObject({ output: { n: 1 } });
  });
});
