import { isBlob, type BlobStore, type EventBatch, type RunEvent, type RunId } from "@taskloom/interfaces";
import { MAX_MESSAGE_BYTES, type RunInput } from "../workflow/protocol.js";
import { assertFits, measureMessage } from "./message-limit.js";

/** Smaller values are not worth a blob. */
const MIN_MOVED_BYTES = 4 * 1024;

/**
 * What a run is started with, in a message that the server takes: where it is too large, outputs that the run keeps of
 * another one go by reference.
 * @throws SHARED_STORE_REQUIRED, STORE_UNAVAILABLE; PAYLOAD_TOO_LARGE when it has no room even then
 */
export async function fitInput(blobs: BlobStore, input: RunInput): Promise<RunInput> {
  if (measureMessage(input) <= MAX_MESSAGE_BYTES) return input;
  const { start, kept = [] } = input;
  const moved = await Promise.all(kept.map(async (batch) => moveOutputs(blobs, start.runId, batch)));
  const fitting = { ...input, kept: moved };
  assertFits("what the run begins with", fitting);
  return fitting;
}

async function moveOutputs(blobs: BlobStore, run: RunId, { at, events }: EventBatch): Promise<EventBatch> {
  return { at, events: await Promise.all(events.map(async (event) => moveOutput(blobs, run, event))) };
}

async function moveOutput(blobs: BlobStore, run: RunId, event: RunEvent): Promise<RunEvent> {
  if (event.kind !== "task_ended" || event.output === undefined || isBlob(event.output)) return event;
  const { value, bytes = 0 } = event.output;
  return bytes < MIN_MOVED_BYTES ? event : { ...event, output: { blob: await blobs.put(run, value) } };
}
