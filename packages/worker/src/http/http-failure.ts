import type { JsonObject } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";

/** HTTP_FAILED; `details` hold the address and what else is known. */
export function createHttpFailure(
  url: URL,
  why: string,
  options: { readonly retryable: boolean; readonly details?: JsonObject; readonly cause?: unknown },
): TaskloomError {
  const address = showAddress(url);
  return new TaskloomError("HTTP_FAILED", `${address} ${why}`, {
    ...options,
    details: { address, ...options.details },
  });
}

/** Without user, password and query: they may be secret. */
function showAddress({ origin, pathname }: URL): string {
  return origin + pathname;
}
