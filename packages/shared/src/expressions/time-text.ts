import type { Duration } from "@marcbachmann/cel-js/evaluator";
import { createFailure } from "./fault.js";

const FIRST_TIMESTAMP = Date.parse("0001-01-01T00:00:00Z");
const LAST_TIMESTAMP = Date.parse("9999-12-31T23:59:59.999Z");
const NANOS_PER_SECOND = 1_000_000_000n;

/** RFC 3339 in UTC: `2026-01-31T09:00:00.000Z`. @throws a fault: EXPRESSION_FAILED outside the years 1 to 9999 */
export function formatTimestamp(date: Date): string {
  const time = date.getTime();
  if (time >= FIRST_TIMESTAMP && time <= LAST_TIMESTAMP) return date.toISOString();
  throw createFailure("timestamp_out_of_range", "A timestamp is not within the years 1 to 9999.");
}

/** All of a duration; its parts may have different signs. */
export function toNanoseconds(duration: Duration): bigint {
  return duration.seconds * NANOS_PER_SECOND + BigInt(duration.nanos);
}

/** Seconds with as many decimals as they need: `90s`, `-0.5s`. */
export function formatCelDuration(duration: Duration): string {
  const total = toNanoseconds(duration);
  const nanos = total < 0n ? -total : total;
  const fraction = String(nanos % NANOS_PER_SECOND)
    .padStart(9, "0")
    .replace(/0+$/, "");
  const whole = `${total < 0n ? "-" : ""}${nanos / NANOS_PER_SECOND}`;
  return fraction === "" ? `${whole}s` : `${whole}.${fraction}s`;
}
