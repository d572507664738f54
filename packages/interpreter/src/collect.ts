import {
  isBlob,
  type ChildResult,
  type ChildrenFrame,
  type ContainerStatus,
  type JsonValue,
  type StoredValue,
  type TaskError,
  type TaskRecord,
} from "@taskloom/interfaces";
import { childAt } from "./child-at.js";
import { RESULT_OVERHEAD } from "./keep-result.js";
import type { PlanIndex } from "./plan-index.js";
import { present, sizeOf, type Ending } from "./reduction.js";

/** Whether the container's output can be put together from values that are held in place. */
export function canCollect(frame: ChildrenFrame): boolean {
  if (frame.chunks.length > 0) return false;
  if (frame.directive.collect === "only") return true;
  return Object.values(frame.results).every(({ output }) => output === undefined || !isBlob(output));
}

/** How a container ends when its orchestrator need not be asked. */
export function collectEnding(
  index: PlanIndex,
  record: TaskRecord,
  frame: ChildrenFrame,
  status: Exclude<ContainerStatus, "running">,
): Ending {
  if (frame.directive.collect === "only") return endAsOnlyChild(frame);
  if (status === "failed") return { status, error: describeFailures(index, record, frame) };
  return { status, output: { value: collectOutput(frame, frame.results), bytes: sumBytes(frame.results) } };
}

function sumBytes(results: Readonly<Record<string, ChildResult>>): number {
  return Object.values(results).reduce((sum, { output }) => sum + RESULT_OVERHEAD + sizeOf(output), 0);
}

/** The single child's end is the container's. */
function endAsOnlyChild(frame: ChildrenFrame): Ending {
  const result = frame.results["0"];
  if (result === undefined || result.status === "skipped") return { status: "completed", output: { value: null } };
  const { status, output, error } = result;
  return { status, ...present("output", output), ...present("error", error) };
}

/**
 * The output as the directive says: a map by id, a list with nulls, or nothing.
 * @throws when a completed child's output is a blob: it has to be read first
 */
export function collectOutput(frame: ChildrenFrame, results: Readonly<Record<string, ChildResult>>): JsonValue {
  const { collect } = frame.directive;
  if (collect === "list") return collectList(frame, results);
  return collect === "map" ? collectMap(results) : null;
}

function collectMap(results: Readonly<Record<string, ChildResult>>): JsonValue {
  const completed = Object.values(results).filter(({ status }) => status === "completed");
  return Object.fromEntries(completed.map(({ id, output }) => [id, valueOf(output)]));
}

/** In the order of the items, in whatever order they were started. */
function collectList(frame: ChildrenFrame, results: Readonly<Record<string, ChildResult>>): JsonValue {
  const list = Array.from<JsonValue>({ length: frame.counts.total }).fill(null);
  for (const [position, { status, output }] of Object.entries(results)) {
    if (status === "completed") list[indexOfItem(frame, Number(position))] = valueOf(output);
  }
  return list;
}

function indexOfItem({ directive }: ChildrenFrame, position: number): number {
  return childAt(directive, position, "").index ?? position;
}

function valueOf(output: StoredValue | undefined): JsonValue {
  if (output === undefined) return null;
  if (isBlob(output)) throw new Error("a result to be collected is not held in place");
  return output.value;
}

/** Why the container failed: each failed child and its message. */
export function describeFailures(index: PlanIndex, record: TaskRecord, frame: ChildrenFrame): TaskError {
  const { counts, failures } = frame;
  const listed = failures.map((failure) => `${failure.id}: ${failure.message}`).join(", ");
  const label = `${index.step(record.step).type} task '${record.id}'`;
  const message = `${label} failed: ${counts.failed} of ${counts.total} children failed: [${listed}]`;
  const children = failures.map(({ id, path, code, message: text }) => ({ id, path, code, message: text }));
  return {
    code: "CHILDREN_FAILED",
    type: "CHILDREN_FAILED",
    message,
    details: { failed: counts.failed, total: counts.total, children },
    task: record.path,
  };
}
