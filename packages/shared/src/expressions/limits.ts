import { DEFAULT_LIMITS, type LoadLimits } from "@taskloom/interfaces";

/** What parsing refuses. */
export type ParseLimits = Pick<LoadLimits, "expressionLength" | "expressionDepth">;

/** What was parsed with lower limits is not shared with others. */
export function isUsual({ expressionLength, expressionDepth }: ParseLimits): boolean {
  return expressionLength === DEFAULT_LIMITS.expressionLength && expressionDepth === DEFAULT_LIMITS.expressionDepth;
}
