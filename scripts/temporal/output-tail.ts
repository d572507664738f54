import type { Readable } from "node:stream";

/** Reads streams to their end, so that nobody waits to be read; the function returned gives the last of what came. */
export function collectTail(...streams: readonly (Readable | null)[]): () => string {
  let tail = "";
  for (const stream of streams) stream?.on("data", (chunk: Buffer) => (tail = (tail + chunk.toString()).slice(-4_000)));
  return () => tail.trim();
}
