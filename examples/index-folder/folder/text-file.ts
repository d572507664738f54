import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { NonRetryableError } from "taskloom";

/** A file's text, and what tells whether it has changed since. */
export interface TextFile {
  readonly text: string;
  /** Of its bytes, in hexadecimal. */
  readonly sha256: string;
}

/** Reads a file as UTF-8. It throws a NonRetryableError, `NotText`, for bytes that are none. */
export async function readTextFile(folder: string, path: string): Promise<TextFile> {
  const bytes = await readFile(join(folder, path));
  return { text: decode(bytes, path), sha256: createHash("sha256").update(bytes).digest("hex") };
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new NonRetryableError(`'${path}' is not UTF-8`, { type: "NotText", cause });
  }
}
