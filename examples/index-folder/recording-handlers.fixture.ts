import { appendFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Handler } from "taskloom";
import handlers from "./handlers.js";

/** Where each start of a handler is noted, a line each: the task's idempotency key. */
const record = process.env["TASKLOOM_TEST_RECORD"] ?? "";

/** Long enough to be killed in. */
const PAUSE_MS = 15;

const { "report.check": _check, ...indexing } = handlers;

/** The handlers of index-folder.yaml, as they are but slower; whoever has these cannot run approve.yaml. */
export default Object.fromEntries(Object.entries(indexing).map(([action, handler]) => [action, recorded(handler)]));

function recorded({ run, ...rest }: Handler): Handler {
  return {
    ...rest,
    async run(input, context) {
      appendFileSync(record, `${context.idempotencyKey}\n`);
      await pause(PAUSE_MS);
      return run(input, context);
    },
  };
}
