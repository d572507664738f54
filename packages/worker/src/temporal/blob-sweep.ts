import type { RunWhereabouts } from "@taskloom/activity-adapter";
import type { RunId } from "@taskloom/interfaces";
import type { SharedStores } from "../redis-stores.js";

export interface BlobSweepParts {
  readonly redis: Pick<SharedStores, "blobs" | "listRunsWithBlobs" | "noteNamespace">;
  readonly lookUp: (run: RunId) => Promise<RunWhereabouts>;
  /** Undefined where the server does not tell. */
  readonly readNamespaceId: () => Promise<string | undefined>;
  /** How long the blobs of a run that is gone are kept. */
  readonly retentionMs: number;
}

/**
 * A function that gives the blobs of runs that are gone the time that is left to them, and says of how many: of those
 * that no last call has told of, because they were terminated for instance. It asks the server for one run at a time.
 */
export function createBlobSweep(parts: BlobSweepParts): (stop: AbortSignal) => Promise<number> {
  const { redis, lookUp, retentionMs } = parts;
  let missed: ReadonlySet<RunId> = new Set();
  return async (stop) => {
    const isAlone = await isOnlyNamespace(parts);
    const unknown = new Set<RunId>();
    let swept = 0;
    for await (const run of redis.listRunsWithBlobs()) {
      if (stop.aborted) break;
      const whereabouts = await lookUp(run);
      if (whereabouts === "unknown") unknown.add(run);
      // The input of a run is written before the server knows the run: one that is missing is to be missing twice.
      const isGone = whereabouts === "ended" || (isAlone && unknown.has(run) && missed.has(run));
      if (!isGone) continue;
      await redis.blobs.expire(run, retentionMs);
      swept += 1;
    }
    missed = unknown;
    return swept;
  };
}

/** In a Redis that others use as well, a run that this server does not know can be theirs. */
async function isOnlyNamespace({ redis, readNamespaceId }: BlobSweepParts): Promise<boolean> {
  const id = await readNamespaceId();
  return id !== undefined && (await redis.noteNamespace(id)) === 1;
}
