import { validateHeaderName, validateHeaderValue } from "node:http";
import type { Handler, JsonValue } from "@taskloom/interfaces";
import { defineHandler, type TaskloomError } from "@taskloom/shared";
import { z } from "zod";
import { durationSchema } from "../duration-schema.js";
import type { HttpAnswer, HttpClient } from "../http/http-client.js";
import { createHttpFailure } from "../http/http-failure.js";
import { MAX_TIMER_MS } from "../max-timer.js";

const DEFAULT_TIMEOUT_MS = 30_000;
const SHOWN_BODY_LENGTH = 1_000;
/** What answers are worth asking again for: they speak of the moment. */
const PASSING = new Set([408, 425, 429]);
/** The request sets them itself. */
const OWN_HEADERS = new Set(["connection", "content-length", "expect", "host", "te", "transfer-encoding", "upgrade"]);

const status = z.int().min(100).max(599);

const input = z.strictObject({
  url: z.string().refine(isHttpUrl, "must begin with http:// or https://"),
  method: z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]).default("GET"),
  headers: z.record(z.string(), z.string()).refine(areHeaders, "holds a header that cannot be sent").default({}),
  body: z.json().optional(),
  timeout: durationSchema.default(DEFAULT_TIMEOUT_MS),
  expect: z.union([status, z.array(status).min(1)]).optional(),
});

type HttpInput = z.output<typeof input>;

/**
 * `core.http`: sends a request and gives `{ status, url, headers, body }`, the body as JSON where its type says so,
 * otherwise as text. An answer whose status is not expected (default: 200 to 299) is a failure, tried again only when
 * it speaks of the moment (408, 425, 429, 5xx). A text is sent as it is, any other body as JSON. The time-out (default
 * 30 s) is for all of it, redirects included.
 */
export function createHttpHandler(client: HttpClient): Handler {
  return defineHandler({
    input,
    slow: true,
    run: async (given, { signal }) => {
      const answer = await send(client, given, signal);
      const body = readBody(answer);
      if (!isExpected(answer.status, given.expect)) throw describeUnexpected(answer, body);
      return { status: answer.status, url: answer.url.href, headers: answer.headers, body };
    },
  });
}

async function send(client: HttpClient, given: HttpInput, canceled: AbortSignal): Promise<HttpAnswer> {
  const { url, method, timeout } = given;
  const request = { url: new URL(url), method, headers: createHeaders(given), body: encodeBody(given.body) };
  const timedOut = AbortSignal.timeout(Math.min(timeout, MAX_TIMER_MS));
  try {
    return await client.send(request, AbortSignal.any([canceled, timedOut]));
  } catch (error) {
    if (canceled.aborted || error !== timedOut.reason) throw error;
    throw createHttpFailure(request.url, `took longer than ${timeout} ms`, {
      retryable: true,
      details: { reason: "timeout" },
    });
  }
}

/** Names in lower case; those that the author gives win. */
function createHeaders({ headers, body }: HttpInput): Record<string, string> {
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    accept: "*/*",
    "accept-encoding": "identity",
    "user-agent": "taskloom",
    ...(body === undefined || typeof body === "string" ? {} : { "content-type": "application/json" }),
    ...Object.fromEntries(given),
  };
}

function encodeBody(body: JsonValue | undefined): Uint8Array | undefined {
  if (body === undefined) return undefined;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

function readBody({ headers, body }: HttpAnswer): JsonValue {
  const text = new TextDecoder().decode(body);
  const isJson = /^application\/([\w.-]+\+)?json\b/i.test(headers["content-type"] ?? "");
  if (!isJson) return text;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

function isExpected(status: number, expect: number | number[] | undefined): boolean {
  return expect === undefined ? status >= 200 && status <= 299 : [expect].flat().includes(status);
}

function describeUnexpected({ url, status }: HttpAnswer, body: JsonValue): TaskloomError {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return createHttpFailure(url, `answered ${status}`, {
    retryable: status >= 500 || PASSING.has(status),
    details: { status, body: text.slice(0, SHOWN_BODY_LENGTH) },
  });
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

function areHeaders(headers: Readonly<Record<string, string>>): boolean {
  return Object.entries(headers).every(
    ([name, value]) => !OWN_HEADERS.has(name.toLowerCase()) && isHeader(name, value),
  );
}

function isHeader(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
