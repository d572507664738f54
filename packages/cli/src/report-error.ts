import { describeErrorCode, type ErrorCode, type JsonValue } from "@taskloom/interfaces";
import { isTaskloomError } from "@taskloom/shared";
import { AlreadyReported } from "./already-reported.js";
import { EXIT, exitOfError, type ExitCode } from "./exit-code.js";
import type { Terminal } from "./terminal/terminal.js";
import { toOneLine } from "./text/one-line.js";
import { VERSION } from "./version.js";

/** Tells what went wrong on stderr: code, one sentence, where, what to do. Gives the exit code. */
export function reportError(error: unknown, { stderr }: Terminal, isDebug: boolean): ExitCode {
  if (error instanceof AlreadyReported) return error.exit;
  if (!isTaskloomError(error) || error.code === "BUG") {
    stderr.write(describeBug(error));
    return EXIT.bug;
  }
  stderr.write(describeError(error, findPlace(error.details)));
  if (isDebug) stderr.write(`${describeStack(error)}\n`);
  return exitOfError(error.code);
}

interface DescribedError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: JsonValue;
}

/** An error for people: what, where, what to do, and the details that this speaks of. */
export function describeError({ code, message, details }: DescribedError, place: string | undefined): string {
  const { remedy } = describeErrorCode(code);
  return [
    `error ${code} ${toOneLine(message)}`,
    ...(place === undefined ? [] : [`  at ${place}`]),
    `  ${remedy}`,
    ...(remedy.includes("`details") && details !== null ? [`  details: ${JSON.stringify(details)}`] : []),
    "",
  ].join("\n");
}

/** `details` say where, if anything does. */
function findPlace(details: JsonValue): string | undefined {
  if (typeof details !== "object" || details === null || Array.isArray(details)) return undefined;
  const { file, line, column, task } = details as { readonly [key: string]: JsonValue | undefined };
  if (typeof file !== "string") return typeof task === "string" ? task : undefined;
  const position = [line, column].filter((part) => typeof part === "number");
  return [file, ...position].join(":");
}

function describeBug(error: unknown): string {
  return [
    `error BUG ${toOneLine(error instanceof Error ? error.message : String(error))}`,
    `  Taskloom ${VERSION}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    `  ${describeErrorCode("BUG").remedy}`,
    describeStack(error),
    "",
  ].join("\n");
}

function describeStack(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\ncaused by ${describeStack(error.cause)}` : own;
}
