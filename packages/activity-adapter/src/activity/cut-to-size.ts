import type { AdvanceResult } from "@taskloom/interfaces";

/** What an answer may have as JSON: the server takes 2 MiB, and the run's messages and pages need room for more. */
const MAX_ANSWER_BYTES = 1_000_000;

/** Decisions that have no room in the answer are left out: the run has them made again. */
export function cutToSize(result: AdvanceResult): AdvanceResult {
  if (result.outcome !== "proposal" || result.events.length < 2) return result;
  let bytes = 0;
  const events = result.events.filter((event, index) => {
    bytes += Buffer.byteLength(JSON.stringify(event));
    return index === 0 || bytes <= MAX_ANSWER_BYTES;
  });
  return { outcome: "proposal", events };
}
