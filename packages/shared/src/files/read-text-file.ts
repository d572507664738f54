import { open } from "node:fs/promises";
import type { ErrorCode } from "@taskloom/interfaces";

export type TextFile =
  | { readonly text: string }
  | { readonly fault: { readonly code: ErrorCode; readonly message: string } };

/** Reads a definition's text: never more of it than it may have. */
export async function readTextFile(path: string, maxBytes: number): Promise<TextFile> {
  try {
    const bytes = await readAtMost(path, maxBytes + 1);
    if (bytes.length > maxBytes) return refuse("DEFINITION_TOO_LARGE", `the file has more than ${maxBytes} bytes`);
    return decode(bytes);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return refuse("DEFINITION_NOT_FOUND", `the file cannot be read: ${REASONS.get(reason) ?? reason}`);
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is none"],
  ["EACCES", "permission denied"],
  ["EISDIR", "it is a folder"],
]);

async function readAtMost(path: string, maxBytes: number): Promise<Uint8Array> {
  const file = await open(path, "r");
  try {
    const bytes = new Uint8Array(maxBytes);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, maxBytes - length);
      length += bytesRead;
      if (bytesRead === 0 || length === maxBytes) return bytes.subarray(0, length);
    }
  } finally {
    await file.close();
  }
}

function decode(bytes: Uint8Array): TextFile {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return refuse("DEFINITION_INVALID", "the file is not UTF-8");
  }
}

function refuse(code: ErrorCode, message: string): TextFile {
  return { fault: { code, message } };
}
