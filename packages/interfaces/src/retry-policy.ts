/** How often and when a failed attempt is made again. All times in milliseconds. Named as Temporal names them. */
export interface RetryPolicy {
  /** Attempts in all, the first one included. Default 3. */
  readonly maximumAttempts: number;
  /** Delay before the second attempt. Default 1,000. */
  readonly initialIntervalMs: number;
  /** Each further delay is this many times the one before. Default 2. */
  readonly backoffCoefficient: number;
  /** No delay is longer than this. Default 60,000. */
  readonly maximumIntervalMs: number;
  /** Error types (compared with `error.type`) that are never tried again. Default none. */
  readonly nonRetryableErrorTypes: readonly string[];
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  maximumAttempts: 3,
  initialIntervalMs: 1_000,
  backoffCoefficient: 2,
  maximumIntervalMs: 60_000,
  nonRetryableErrorTypes: [],
};

/** Milliseconds between the end of `attempt` (1 for the first) and the start of the next one. */
export function computeRetryDelay(policy: RetryPolicy, attempt: number): number {
  if (policy.initialIntervalMs === 0) return 0;
  const delay = policy.initialIntervalMs * policy.backoffCoefficient ** (attempt - 1);
  return Math.min(delay, policy.maximumIntervalMs);
}
