import type { IncomingMessage } from "node:http";
import type { HttpRequest } from "./http-exchange.js";
import { createHttpFailure } from "./http-failure.js";

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What is meant for the first host only. */
const CREDENTIALS = new Set(["authorization", "cookie", "proxy-authorization"]);
const ABOUT_BODY = new Set(["content-type", "content-encoding", "content-language", "content-location"]);

/**
 * The request that an answer asks for instead, as browsers make it (https://fetch.spec.whatwg.org/#http-redirect-fetch);
 * undefined when it is no redirect.
 */
export function findRedirect(
  request: HttpRequest,
  { statusCode = 0, headers }: IncomingMessage,
): HttpRequest | undefined {
  if (!REDIRECTS.has(statusCode) || headers.location === undefined) return undefined;
  const url = readLocation(request.url, headers.location);
  const withoutBody = becomesGet(statusCode, request.method);
  const dropped = new Set([
    ...(url.origin === request.url.origin ? [] : CREDENTIALS),
    ...(withoutBody ? ABOUT_BODY : []),
  ]);
  const kept = Object.entries(request.headers).filter(([name]) => !dropped.has(name.toLowerCase()));
  const { method, body } = withoutBody ? { method: "GET", body: undefined } : request;
  return { url, method, headers: Object.fromEntries(kept), body };
}

function readLocation(from: URL, location: string): URL {
  const url = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url;
  throw createHttpFailure(from, "redirects to what is no address", { retryable: false });
}

function becomesGet(status: number, method: string): boolean {
  if (status === 303) return method !== "GET" && method !== "HEAD";
  return (status === 301 || status === 302) && method === "POST";
}
