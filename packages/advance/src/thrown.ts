import { isErrorCode, type ErrorCode, type JsonValue } from "@taskloom/interfaces";
import { copyJson } from "./copy-json.js";

/** What could be read of something that was thrown. */
export interface Thrown {
  /** Present where it is an error of ours. */
  readonly code?: ErrorCode;
  /** The `type` that it was given, or its `name`. */
  readonly type: string;
  readonly message: string;
  readonly details: JsonValue;
  readonly retryable: boolean;
}

const MAX_MESSAGE = 10_000;
const MAX_TYPE = 200;

/** Larger details are shown by their beginning: errors stay in the run's state. */
const MAX_DETAILS = 64 * 1024;
const PREVIEW = 1_000;

/** Reads what was thrown, whatever it is; never throws itself. */
export function readThrown(thrown: unknown): Thrown {
  const name = readText(thrown, "name");
  const retryable = readKey(thrown, "retryable");
  const code = readText(thrown, "code");
  const isOurs = code !== undefined && isErrorCode(code) && typeof retryable === "boolean";
  return {
    ...(isOurs && { code }),
    type: shorten(readText(thrown, "type") ?? name ?? "Error", MAX_TYPE),
    message: shorten(readText(thrown, "message") ?? name ?? describe(thrown), MAX_MESSAGE),
    details: readDetails(thrown),
    retryable: retryable !== false,
  };
}

/** Getters of errors can throw too. */
function readKey(thrown: unknown, key: string): unknown {
  try {
    return typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, key) : undefined;
  } catch {
    return undefined;
  }
}

function readText(thrown: unknown, key: string): string | undefined {
  const value = readKey(thrown, key);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function readDetails(thrown: unknown): JsonValue {
  try {
    const details = copyJson(readKey(thrown, "details"));
    const text = JSON.stringify(details);
    return text.length <= MAX_DETAILS ? details : { preview: text.slice(0, PREVIEW), length: text.length };
  } catch {
    return null;
  }
}

function describe(thrown: unknown): string {
  if (typeof thrown === "string" && thrown !== "") return thrown;
  try {
    return `what was thrown is no error: ${JSON.stringify(thrown) ?? String(thrown)}`;
  } catch {
    return "what was thrown is no error";
  }
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
