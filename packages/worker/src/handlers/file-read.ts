import { constants } from "node:fs";
import { open } from "node:fs/promises";
import type { Handler } from "@taskloom/interfaces";
import { defineHandler, TaskloomError } from "@taskloom/shared";
import { z } from "zod";
import { createFileFailure, onFile } from "../folder/file-failure.js";
import type { RootFolder } from "../folder/root-folder.js";

const MAX_BYTES = 50_000_000;
/** A pipe in the folder must not hold the worker up, nor a link that has just been put there lead elsewhere. */
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** `core.file.read { path }`: a UTF-8 text file of at most 50 MB as `{ path, text, bytes }`. */
export function createReadHandler(root: RootFolder): Handler {
  return defineHandler({
    input: z.strictObject({ path: z.string().min(1) }),
    run: async ({ path }, { signal }) =>
      onFile(path, signal, async () => {
        const place = await root.find(path);
        const bytes = await readBytes(place, path, signal);
        return { path: await root.show(place), text: decode(bytes, path), bytes: bytes.length };
      }),
  });
}

async function readBytes(place: string, path: string, signal: AbortSignal): Promise<Uint8Array> {
  const file = await open(place, FLAGS);
  try {
    const facts = await file.stat();
    if (!facts.isFile()) throw createFileFailure(path, facts.isDirectory() ? "EISDIR" : "it is no regular file");
    if (facts.size > MAX_BYTES) throw refuseSize(path, facts.size);
    return await file.readFile({ signal });
  } finally {
    await file.close();
  }
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw createFileFailure(path, "it is no UTF-8 text");
  }
}

function refuseSize(path: string, bytes: number): TaskloomError {
  return new TaskloomError("PAYLOAD_TOO_LARGE", `${path} has ${bytes} bytes: more than 50 MB cannot be read`, {
    details: { path, bytes },
  });
}
