import {
  isFailureStatus,
  type ChildResult,
  type JsonObject,
  type JsonValue,
  type TaskRecord,
} from "@taskloom/interfaces";
import type { StoredValues } from "./stored-values.js";

/** An ended task as expressions see it: `status`, `output` if it completed, `error` if it failed, `children`. */
export async function describeTask(record: TaskRecord, values: StoredValues): Promise<JsonObject> {
  const shown: Record<string, JsonValue> = { status: record.status };
  if (record.status === "completed") shown["output"] = record.output ? await values.read(record.output) : null;
  if (isFailureStatus(record.status) && record.error !== undefined) shown["error"] = { ...record.error };
  if (record.children !== undefined) shown["children"] = await describeResults(record.children, values);
  return shown;
}

async function describeResults(
  children: Readonly<Record<string, ChildResult>>,
  values: StoredValues,
): Promise<JsonObject> {
  const shown: Record<string, JsonValue> = {};
  for (const [id, result] of Object.entries(children)) {
    const output = result.output === undefined ? null : await values.read(result.output);
    shown[id] = { status: result.status, output, error: result.error === undefined ? null : { ...result.error } };
  }
  return shown;
}
