import { isTaskloomError, parseDuration } from "@taskloom/shared";
import { createUsageError } from "./usage-error.js";

/**
 * The duration that an option gives, in milliseconds; undefined when it is not there.
 * @throws USAGE
 */
export function readDuration(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  try {
    return parseDuration(/^\d+$/.test(text) ? Number(text) : text);
  } catch (error) {
    throw isTaskloomError(error) ? createUsageError(`${option}: ${error.message}`) : error;
  }
}
