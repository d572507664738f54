/** Seconds between repeats of a call that the infrastructure held up: 1, 2, 4 … 30. */
const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** How long to wait before the call is repeated for the nth time, from 1. */
export function computeBackoff(repeat: number): number {
  return Math.min(FIRST_MS * 2 ** (repeat - 1), LONGEST_MS);
}
