import {
  isFailureStatus,
  type ChildResult,
  type JsonObject,
  type JsonValue,
  type StoredValue,
  type TaskRecord,
} from "@taskloom/interfaces";
import type { ReadLoaded } from "./stored-values.js";

/** An ended task as expressions see it: `status`, `output` if it completed, `error` if it failed, `children`. */
export function describeTask(record: TaskRecord, read: ReadLoaded): JsonObject {
  const shown: Record<string, JsonValue> = { status: record.status };
  if (record.status === "completed") shown["output"] = record.output ? read(record.output) : null;
  if (isFailureStatus(record.status) && record.error !== undefined) shown["error"] = { ...record.error };
  if (record.children !== undefined) shown["children"] = describeResults(record.children, read);
  return shown;
}

/** The values that `describeTask` reads. */
export function listStored({ output, children = {} }: TaskRecord): readonly StoredValue[] {
  const all = [output, ...Object.values(children).map((result) => result.output)];
  return all.filter((stored) => stored !== undefined);
}

function describeResults(children: Readonly<Record<string, ChildResult>>, read: ReadLoaded): JsonObject {
  const shown: Record<string, JsonValue> = {};
  for (const [id, result] of Object.entries(children)) {
    const output = result.output === undefined ? null : read(result.output);
    shown[id] = { status: result.status, output, error: result.error === undefined ? null : { ...result.error } };
  }
  return shown;
}
