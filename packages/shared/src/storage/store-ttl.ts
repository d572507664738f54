import type { StoreOptions } from "@taskloom/interfaces";

/** How long a cached value is kept when nothing else is said: a day. */
export const DEFAULT_STORE_TTL_MS: number = 24 * 60 * 60 * 1000;

/** Whole milliseconds, at least one: what is left of a deadline may be a fraction or less than nothing. */
export function resolveTtlMs(options: StoreOptions | undefined, defaultTtlMs: number): number {
  return Math.max(1, Math.ceil(options?.ttlMs ?? defaultTtlMs));
}
