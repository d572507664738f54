import type { AdvanceResult } from "@taskloom/interfaces";

/** What an answer may have, in characters of JSON: the server takes 2 MB, and some are more than a byte long. */
const MAX_ANSWER_LENGTH = 1_000_000;

/** Decisions that have no room in the answer are left out: the run has them made again. */
export function cutToSize(result: AdvanceResult): AdvanceResult {
  if (result.outcome !== "proposal" || result.events.length < 2) return result;
  let length = 0;
  const events = result.events.filter((event, index) => {
    length += JSON.stringify(event).length;
    return index === 0 || length <= MAX_ANSWER_LENGTH;
  });
  return { outcome: "proposal", events };
}
