import { DEFAULT_RETRY_POLICY } from "@taskloom/interfaces";
import type { AttemptPolicy, RetryPolicy } from "@taskloom/interfaces";
import type { DefinitionModel } from "../definition/definition-model.js";
import type { RetryKeys, TaskNode } from "../definition/task-node.js";
import { parseDuration } from "../duration.js";
import { isRelaxed } from "./durability.js";

const DEFAULT_TIMEOUT_MS = 300_000;
const RELAXED_TIMEOUT_MS = 5_000;

/** Limits and retries of a task whose work is made in attempts: its own, else the workflow's, else the built-in ones. */
export function resolveAttemptPolicy(node: TaskNode, model: Pick<DefinitionModel, "workflow">): AttemptPolicy {
  const { config } = node;
  const defaults = model.workflow.defaults ?? {};
  const timeout = config.timeout ?? defaults.timeout;
  const builtIn = isRelaxed(node, model) ? RELAXED_TIMEOUT_MS : DEFAULT_TIMEOUT_MS;
  return {
    ...resolveRetry({ ...defaults.retry, ...config.retry }),
    timeoutMs: timeout === undefined ? builtIn : parseDuration(timeout),
    ...(config.total_timeout !== undefined && { totalTimeoutMs: parseDuration(config.total_timeout) }),
    ...(config.heartbeat_timeout !== undefined && { heartbeatTimeoutMs: parseDuration(config.heartbeat_timeout) }),
  };
}

/** Plans stay small: the default policy is left out. */
function resolveRetry(keys: RetryKeys): Pick<AttemptPolicy, "retry"> {
  return Object.keys(keys).length === 0 ? {} : { retry: resolveRetryPolicy(keys) };
}

function resolveRetryPolicy(keys: RetryKeys): RetryPolicy {
  const builtIn = DEFAULT_RETRY_POLICY;
  const milliseconds = (value: string | number | undefined, otherwise: number): number =>
    value === undefined ? otherwise : parseDuration(value);
  return {
    maximumAttempts: keys.maximum_attempts ?? builtIn.maximumAttempts,
    initialIntervalMs: milliseconds(keys.initial_interval, builtIn.initialIntervalMs),
    backoffCoefficient: keys.backoff_coefficient ?? builtIn.backoffCoefficient,
    maximumIntervalMs: milliseconds(keys.maximum_interval, builtIn.maximumIntervalMs),
    nonRetryableErrorTypes: keys.non_retryable_error_types ?? builtIn.nonRetryableErrorTypes,
  };
}
