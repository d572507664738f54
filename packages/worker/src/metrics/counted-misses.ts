import type { Advance } from "@taskloom/advance";
import type { RunMetrics } from "./run-metrics.js";

/** The same calls; those that found the store empty of what they needed are counted. */
export function countMisses(advance: Advance, metrics: Pick<RunMetrics, "storeMissed">): Advance {
  return async (request, host) => {
    const result = await advance(request, host);
    if (result.outcome === "store_miss") metrics.storeMissed();
    return result;
  };
}
