import {
  computeContainerStatus,
  isBlob,
  type ChildOutcome,
  type ChildrenFrame,
  type ChildrenResponse,
  type ChildResult,
  type JsonValue,
  type RunState,
  type TaskRecord,
} from "@taskloom/interfaces";
import { collectOutput, describeFailures, type PlanIndex } from "@taskloom/interpreter";
import type { StoredValues } from "./stored-values.js";

/**
 * What a container's orchestrator is told when its children have ended.
 * @throws BLOB_LOST, STORE_UNAVAILABLE
 */
export async function createChildrenResponse(
  index: PlanIndex,
  record: TaskRecord,
  frame: ChildrenFrame,
  values: StoredValues,
): Promise<ChildrenResponse> {
  const results = await readResults(frame, values);
  const status = computeContainerStatus(frame.directive.settle, frame.counts);
  const only = frame.directive.collect === "only" ? results["0"] : undefined;
  const error = only?.error ?? (status === "failed" ? describeFailures(index, record, frame) : undefined);
  return {
    kind: "children",
    status,
    counts: frame.counts,
    children: Object.keys(results)
      .toSorted(byNumber)
      .flatMap((key) => describeOutcome(results[key])),
    output: only === undefined ? collectOutput(frame, results) : valueOf(only),
    ...(error === undefined ? {} : { error }),
    ...(frame.under?.examining === undefined ? {} : { signal: frame.under.examining }),
  };
}

/** All results with their values in place. */
async function readResults(frame: ChildrenFrame, values: StoredValues): Promise<Record<string, ChildResult>> {
  const all: Record<string, ChildResult> = {};
  for (const chunk of frame.chunks) Object.assign(all, await values.read(chunk));
  Object.assign(all, frame.results);
  for (const [key, result] of Object.entries(all)) {
    if (result.output === undefined || !isBlob(result.output)) continue;
    all[key] = { ...result, output: { value: await values.read(result.output) } };
  }
  return all;
}

function byNumber(a: string, b: string): number {
  return Number(a) - Number(b);
}

function describeOutcome(result: ChildResult | undefined): ChildOutcome[] {
  if (result === undefined) return [];
  return [{ id: result.id, status: result.status, output: valueOf(result), error: result.error ?? null }];
}

function valueOf(result: ChildResult): JsonValue {
  return result.output === undefined || isBlob(result.output) ? null : result.output.value;
}

/**
 * The output of a run without `outputs`: that of its completed top-level tasks.
 * @throws BLOB_LOST, STORE_UNAVAILABLE
 */
export async function collectRunOutput(slice: RunState, values: StoredValues): Promise<JsonValue> {
  const frame = slice.tasks["root"]?.frame;
  const output: Record<string, JsonValue> = {};
  if (frame?.kind !== "sequence") return output;
  for (const [step, stored] of Object.entries(frame.results)) output[step] = await values.read(stored);
  return output;
}
