import type { Handler } from "@taskloom/interfaces";
import { defineHandler } from "@taskloom/shared";
import { z } from "zod";

/** `core.log { message }`: writes it to the run's log, and gives null. What is no text is written as JSON. */
export const logHandler: Handler = defineHandler({
  input: z.strictObject({ message: z.json() }),
  run: ({ message }, { log }) => {
    log.info(typeof message === "string" ? message : JSON.stringify(message));
    return null;
  },
});
