import type { RedisRisk } from "@taskloom/shared/storage/redis";
import type { EngineParts } from "../engine-parts.js";
import type { SharedStores } from "../redis-stores.js";

const REMEDIES: Readonly<Record<RedisRisk, string>> = {
  evicts: "the Redis of the store may evict values of open runs: set its `maxmemory-policy` to `noeviction`",
  nothing_on_disk: "the Redis of the store loses values of open runs when it ends: set its `appendonly` to `yes`",
  snapshots_only:
    "the Redis of the store keeps only snapshots, so that a crash loses values of open runs: set its `appendonly` to `yes`",
};

/** A worker warns once of what may lose blobs in its Redis. Resolves when it has. */
export async function warnOfRisks({ role, config, logger }: EngineParts, redis: SharedStores): Promise<void> {
  if (role !== "work" || config.blobs !== "redis") return;
  // A Redis that is away is no reason not to work: calls say so.
  const risks = await redis.findRisks().catch(() => []);
  for (const risk of risks) logger.warn({ risk }, REMEDIES[risk]);
}
