import { validateCron } from "@taskloom/runs";
import { readMessage } from "./error-message.js";

/** What is wrong with a cron text of five or six fields, for people; undefined when nothing is. */
export function checkCron(text: string): string | undefined {
  try {
    validateCron(text);
    return undefined;
  } catch (error) {
    return readMessage(error);
  }
}
