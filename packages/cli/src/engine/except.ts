import type { ErrorCode } from "@taskloom/interfaces";
import { isTaskloomError } from "@taskloom/shared";

/** Waits for something that may fail in one way. */
export async function except(code: ErrorCode, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isTaskloomError(error) || error.code !== code) throw error;
  }
}
