import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isTaskloomError } from "@taskloom/shared";
import { untilAborted } from "../until-aborted.js";
import { exchange, type HttpRequest } from "./http-exchange.js";
import { createHttpFailure } from "./http-failure.js";
import type { NetworkGuard } from "./network-guard.js";
import { readAtMost } from "./read-at-most.js";
import { findRedirect } from "./redirect.js";

/** An answer with its whole body. */
export interface HttpAnswer {
  /** Of the last request, after redirects. */
  readonly url: URL;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

export interface HttpClient {
  /**
   * Sends a request, follows at most 10 redirects, each checked anew, and reads at most 10 MB.
   * @throws HTTP_REFUSED, HTTP_FAILED; the signal's reason when that is aborted
   */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
}

const MAX_REDIRECTS = 10;
const MAX_BODY_BYTES = 10_000_000;

export function createHttpClient(guard: NetworkGuard): HttpClient {
  return {
    async send(first, signal) {
      let request = first;
      for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
        const message = await guarded(request, signal, async () => open(request, guard, signal));
        const next = findRedirect(request, message);
        if (next === undefined) return guarded(request, signal, async () => readAnswer(request, message));
        message.destroy();
        request = next;
      }
      throw createHttpFailure(first.url, `redirects more than ${MAX_REDIRECTS} times`, { retryable: false });
    },
  };
}

async function open(request: HttpRequest, guard: NetworkGuard, signal: AbortSignal): Promise<IncomingMessage> {
  const addresses = await untilAborted(guard.findAddresses(request.url.hostname), signal);
  return exchange(request, addresses, signal);
}

async function readAnswer({ url }: HttpRequest, message: IncomingMessage): Promise<HttpAnswer> {
  const { statusCode: status = 0, headers } = message;
  const body = await readAtMost(message, MAX_BODY_BYTES);
  if (body !== undefined) return { url, status, headers, body };
  throw createHttpFailure(url, "answered with more than 10 MB", { retryable: false, details: { status } });
}

async function guarded<T>({ url }: HttpRequest, signal: AbortSignal, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    signal.throwIfAborted();
    if (isTaskloomError(error)) throw error;
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw createHttpFailure(url, `could not be reached (${reason})`, {
      retryable: true,
      details: { reason },
      cause: error,
    });
  }
}
