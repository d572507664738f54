import type { Clock } from "@taskloom/interfaces";

/** A clock that stands until it is moved. */
export interface TestClock extends Clock {
  readonly elapse: (ms: number) => Promise<void>;
}

export function createTestClock(): TestClock {
  let now = 1_700_000_000_000;
  return {
    now: () => now,
    elapse: async (ms) => {
      now += ms;
    },
  };
}
