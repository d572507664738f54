import { expect, it, onTestFinished } from "vitest";
import { startRedisServer } from "../../../../scripts/redis/redis-server.js";
import { createRedisConnection, type RedisConnection } from "./redis-connection.js";
import { findRedisRisks } from "./redis-risks.js";

/** A connection to a server that was started with these settings. */
async function connect(...args: readonly string[]): Promise<RedisConnection> {
  const server = await startRedisServer(args);
  const connection = createRedisConnection({ url: server.url });
  onTestFinished(async () => {
    await connection.close();
    await server.dispose();
  });
  return connection;
}

const SNAPSHOTS = ["--save", "60 1"];
const NO_LOG = ["--appendonly", "no"];
const EVICTING = ["--maxmemory-policy", "allkeys-lru"];
const NO_CONFIG = ["--rename-command", "CONFIG", ""];
const NOTHING_TOLD = [...NO_CONFIG, "--rename-command", "INFO", ""];

it.each([
  ["that evicts nothing and logs every write has no risk", [], []],
  ["that keeps a log and snapshots has none either", SNAPSHOTS, []],
  ["that makes room by evicting may lose values", EVICTING, ["evicts"]],
  ["that keeps nothing on disk loses all when it ends", NO_LOG, ["nothing_on_disk"]],
  ["with snapshots alone loses what came after the last", [...NO_LOG, ...SNAPSHOTS], ["snapshots_only"]],
  ["has every risk that its settings show", [...EVICTING, ...NO_LOG], ["evicts", "nothing_on_disk"]],
  ["that hides its settings still says that it evicts", [...NO_CONFIG, ...EVICTING, ...NO_LOG], ["evicts"]],
  ["that tells nothing has no risk that one could name", [...NOTHING_TOLD, ...EVICTING, ...NO_LOG], []],
])("a Redis %s", async (_claim, args, risks) => {
  expect(await findRedisRisks(await connect(...args))).toStrictEqual(risks);
});

it("a Redis whose user may not ask is asked for nothing more", async () => {
  const connection = await connect(...EVICTING);
  await connection.send(["acl", "setuser", "default", "-config", "-info"]);
  expect(await findRedisRisks(connection)).toStrictEqual([]);
});

it("a Redis that is not there is STORE_UNAVAILABLE", async () => {
  const connection = createRedisConnection({ url: "redis://127.0.0.1:1" });
  onTestFinished(async () => connection.close());
  await expect(findRedisRisks(connection)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
});
