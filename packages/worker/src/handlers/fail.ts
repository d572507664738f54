import type { Handler } from "@taskloom/interfaces";
import { defineHandler, TaskError } from "@taskloom/shared";
import { z } from "zod";

const input = z.strictObject({
  message: z.string(),
  code: z.string().min(1).optional(),
  retryable: z.boolean().optional(),
  times: z.int().min(0).optional(),
});

/**
 * `core.fail { message, code?, retryable?, times? }`: fails with HANDLER_FAILED and the code (default `TaskError`) as
 * its type; with `times` only in the first so many attempts, and then gives its input.
 */
export const failHandler: Handler = defineHandler({
  input,
  run: (given, { attempt }) => {
    const { message, code, retryable, times = Infinity } = given;
    if (attempt > times) return given;
    throw new TaskError(message, {
      ...(code === undefined ? {} : { type: code }),
      ...(retryable === undefined ? {} : { retryable }),
    });
  },
});
