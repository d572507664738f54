import { setTimeout } from "node:timers/promises";
import type { Handler } from "@taskloom/interfaces";
import { defineHandler } from "@taskloom/shared";
import { z } from "zod";
import { durationSchema } from "../duration-schema.js";
import { MAX_TIMER_MS } from "../max-timer.js";

/** `core.sleep { duration }`: gives null after that time. */
export const sleepHandler: Handler = defineHandler({
  input: z.strictObject({ duration: durationSchema }),
  slow: true,
  run: async ({ duration }, { signal }) => {
    for (let left = duration; left > 0; left -= MAX_TIMER_MS) {
      await setTimeout(Math.min(left, MAX_TIMER_MS), undefined, { signal });
    }
    return null;
  },
});
