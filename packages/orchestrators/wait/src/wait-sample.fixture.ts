import type {
  ChildrenResponse,
  ContainerCounts,
  JsonObject,
  JsonValue,
  KeptSignal,
  PrepareInput,
  SignalInput,
  TaskError,
} from "@taskloom/interfaces";
import { createPrepareInput } from "@taskloom/contracts";
import type { WaitConfig } from "./wait-config.js";

/** A signal with that payload, received at 2026-01-02T03:04:05Z. */
export function createSignal(payload: JsonValue): KeptSignal {
  return { id: "s-1", name: "approve", payload, receivedAt: Date.UTC(2026, 0, 2, 3, 4, 5), order: 1 };
}

/** The same signal as expressions and outputs show it. */
export function showSignal(payload: JsonValue): JsonObject {
  return { name: "approve", payload, received_at: "2026-01-02T03:04:05.000Z" };
}

export function createSignalInput(task: WaitConfig, payload: JsonValue): SignalInput<WaitConfig> {
  return { ...createPrepareInput(task), signal: createSignal(payload) };
}

const counts: ContainerCounts = { total: 1, pending: 0, running: 0, completed: 1, failed: 0, canceled: 0, skipped: 0 };

/** The processor returned. */
export function completeProcessor(output: JsonValue, payload: JsonValue): ChildrenResponse {
  const child = { id: "processor", status: "completed", output, error: null } as const;
  return { kind: "children", status: "completed", counts, children: [child], output, signal: createSignal(payload) };
}

/** The processor failed. */
export function failProcessor(status: "failed" | "timed_out" | "canceled", error: TaskError): ChildrenResponse {
  const children = [{ id: "processor", status, output: null, error }];
  return { kind: "children", status: "failed", counts, children, output: null, error, signal: createSignal(null) };
}

/** The question to a wait whose work has begun. */
export function createWaitInput(task: WaitConfig, variables: JsonObject = {}): PrepareInput<WaitConfig> {
  return createPrepareInput(task, { variables });
}
