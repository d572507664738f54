import {
  isBlob,
  type BlobStore,
  type ProposalEvent,
  type RunState,
  type StoredValue,
  type TaskPath,
} from "@taskloom/interfaces";

/** What children give that run at once has at most so many bytes together in place: they may end at once. */
const MAX_TOGETHER_BYTES = 512 * 1024;

/** Smaller values are not worth a blob. */
const MIN_CLAIMED_BYTES = 4 * 1024;

/**
 * How large a value may be that an execution gives in place: the more there are beside it, the smaller. The server takes
 * 2 MB in one message and 4 MB in one answer of a workflow, and ends a run that asks for more.
 */
export function computeRoom({ tasks }: RunState, path: TaskPath): number {
  let atOnce = 1;
  for (let at = tasks[path]?.parent; typeof at === "string"; at = tasks[at]?.parent) {
    const frame = tasks[at]?.frame;
    if (frame?.kind === "children") atOnce *= Math.max(1, Math.min(frame.directive.window, frame.counts.total));
  }
  return Math.max(MIN_CLAIMED_BYTES, MAX_TOGETHER_BYTES / atOnce);
}

/** Writes outputs that have no room as blobs. Where that cannot be done they stay in place. */
export async function claimOutputs(
  blobs: BlobStore,
  run: string,
  room: number,
  events: readonly ProposalEvent[],
): Promise<readonly ProposalEvent[]> {
  const claim = async (event: ProposalEvent): Promise<ProposalEvent> => {
    if (event.kind !== "task_ended" || event.output === undefined) return event;
    return { ...event, output: await claimOutput(blobs, run, room, event.output) };
  };
  return Promise.all(events.map(claim));
}

async function claimOutput(blobs: BlobStore, run: string, room: number, output: StoredValue): Promise<StoredValue> {
  if (isBlob(output) || (output.bytes ?? 0) <= room) return output;
  try {
    return { blob: await blobs.put(run, output.value) };
  } catch {
    return output;
  }
}
