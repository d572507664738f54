import type { TaskRecord, WaitDocument } from "@taskloom/interfaces";
import { findWait } from "@taskloom/interpreter";

/** What an execution waits for; undefined when no wait is open there. */
export function describeWait(record: TaskRecord | undefined): WaitDocument | undefined {
  const wait = findWait(record?.frame);
  if (wait === undefined) return undefined;
  const awaited = wait.directive.for;
  if ("untilMs" in awaited) return { until: toIso(awaited.untilMs) };
  return {
    signal: awaited.signal,
    ...(awaited.correlationId !== undefined && { correlation_id: awaited.correlationId }),
    ...(wait.deadline !== undefined && { until: toIso(wait.deadline) }),
  };
}

function toIso(at: number): string {
  return new Date(at).toISOString();
}
