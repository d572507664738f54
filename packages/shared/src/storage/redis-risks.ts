import { isTaskloomError } from "../errors/taskloom-error.js";
import type { RedisConnection } from "./redis-connection.js";

/**
 * What can make a Redis lose values that are no cache: it `evicts` when its memory is full, keeps `nothing_on_disk`, or
 * only snapshots, so that a crash takes the last minutes.
 */
export type RedisRisk = "evicts" | "nothing_on_disk" | "snapshots_only";

/** What a server says of itself; what it does not say is undefined. */
interface RedisSettings {
  readonly policy?: string | undefined;
  readonly hasLog?: boolean | undefined;
  readonly hasSnapshots?: boolean | undefined;
}

/**
 * The risks that the server's own settings show. Where it does not let us ask for them it tells less, and what it does
 * not tell is no risk.
 * @throws STORE_UNAVAILABLE when it cannot be reached
 */
export async function findRedisRisks(connection: RedisConnection): Promise<readonly RedisRisk[]> {
  return judge((await unlessRefused(readConfig(connection))) ?? (await unlessRefused(readInfo(connection))) ?? {});
}

function judge({ policy = "noeviction", hasLog, hasSnapshots }: RedisSettings): RedisRisk[] {
  const risks: RedisRisk[] = policy === "noeviction" ? [] : ["evicts"];
  if (hasLog === false && hasSnapshots !== undefined) risks.push(hasSnapshots ? "snapshots_only" : "nothing_on_disk");
  return risks;
}

async function readConfig(connection: RedisConnection): Promise<RedisSettings> {
  const reply = await connection.send(["config", "get", "maxmemory-policy", "appendonly", "save"]);
  const texts = reply as readonly string[];
  const given = new Map(texts.flatMap((name, index) => (index % 2 === 0 ? [[name, texts[index + 1]] as const] : [])));
  const [log, snapshots] = [given.get("appendonly"), given.get("save")];
  return {
    policy: given.get("maxmemory-policy"),
    hasLog: log === undefined ? undefined : log === "yes",
    hasSnapshots: snapshots === undefined ? undefined : snapshots !== "",
  };
}

/** It does not say whether there are snapshots. */
async function readInfo(connection: RedisConnection): Promise<RedisSettings> {
  const text = String(await connection.send(["info"]));
  const read = (name: string): string | undefined => new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(text)?.[1];
  return { policy: read("maxmemory_policy"), hasLog: read("aof_enabled") === "1" };
}

async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isTaskloomError(error) && isRefusal(error.details)) return undefined;
    throw error;
  }
}

function isRefusal(details: unknown): boolean {
  return typeof details === "object" && details !== null && "reason" in details && details.reason === "refused";
}
