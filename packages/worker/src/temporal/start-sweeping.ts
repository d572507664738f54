import { lookUpRun, reachServer, type EngineSetting } from "@taskloom/activity-adapter";
import type { Client } from "@temporalio/client";
import type { EngineParts } from "../engine-parts.js";
import type { SharedStores } from "../redis-stores.js";
import { repeat } from "../repeat.js";
import { createBlobSweep } from "./blob-sweep.js";

const SWEEP_EVERY_MS = 60 * 60_000;

/**
 * A worker whose configuration says how long blobs are kept looks for those of runs that are gone, now and every hour.
 * Gives a function that stops it.
 */
export function startSweeping(
  { role, config, logger }: EngineParts,
  setting: EngineSetting,
  redis: SharedStores,
): () => Promise<void> {
  const { retentionMs, blobs } = config;
  if (role !== "work" || blobs !== "redis" || retentionMs === undefined) return async () => undefined;
  const stopping = new AbortController();
  const sweep = createBlobSweep({
    redis,
    retentionMs,
    lookUp: async (run) => lookUpRun(setting, run),
    readNamespaceId: async () => findNamespaceId(setting.client),
  });
  const stop = repeat(async () => {
    try {
      const swept = await sweep(stopping.signal);
      if (swept > 0) logger.info({ swept }, "large values of runs that are gone will be removed");
    } catch (error) {
      logger.warn({ err: error }, "large values of runs that are gone could not be looked for");
    }
  }, SWEEP_EVERY_MS);
  return async () => {
    stopping.abort();
    await stop();
  };
}

/** Undefined where the server does not let us ask. */
async function findNamespaceId({ workflowService, options }: Client): Promise<string | undefined> {
  const { namespace } = options;
  const described = await reachServer(async () => workflowService.describeNamespace({ namespace })).catch(
    () => undefined,
  );
  return described?.namespaceInfo?.id ?? undefined;
}
