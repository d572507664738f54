import type { TaskLogEntry, TaskLogLine } from "@taskloom/interfaces";

/** Entries as the server sends them: an id, `0-<number>`, and a list of names and values, here one of each. */
export type StreamReply = readonly (readonly [id: string, fields: readonly [name: string, line: string]])[];

/** The lines of a log, numbered as the server numbered them. */
export function readStream(reply: StreamReply): readonly TaskLogLine[] {
  return reply.map(([id, [, line]]) => ({ ...(JSON.parse(line) as TaskLogEntry), seq: Number(id.slice("0-".length)) }));
}
