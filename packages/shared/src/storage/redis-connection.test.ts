import { inspect } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { startRedisServer, type RedisServer } from "../../../../scripts/redis/redis-server.js";
import { createRedisBlobs } from "./redis-blobs.js";
import { createRedisConnection, type RedisConnection } from "./redis-connection.js";
import { createRedisLog } from "./redis-log.js";
import { createRedisStore } from "./redis-store.js";

const PASSWORD = "canary";
/** How long to ask again for what has to come. */
const PATIENTLY = { timeout: 20_000 };

async function startServer(...args: readonly string[]): Promise<RedisServer> {
  const server = await startRedisServer(args);
  onTestFinished(async () => server.dispose());
  return server;
}

function connect(url: string, timeoutMs?: number): RedisConnection {
  const connection = createRedisConnection(timeoutMs === undefined ? { url } : { url, timeoutMs });
  onTestFinished(async () => connection.close());
  return connection;
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

function unavailable(reason: string): object {
  return { code: "STORE_UNAVAILABLE", retryable: true, details: { reason } };
}

describe("a connection to redis", () => {
  describe("where there is no server", () => {
    it("the first command, and every one after it, is STORE_UNAVAILABLE naming the address", async () => {
      const server = await startServer();
      await server.kill();
      const store = createRedisStore(connect(server.url));
      for (let times = 0; times < 3; times++) {
        await expect(store.load("key")).rejects.toMatchObject({
          ...unavailable("unreachable"),
          details: {
            address: server.url,
            reason: "unreachable",
            text: expect.stringContaining("ECONNREFUSED") as string,
          },
        });
      }
    });

    it("nothing is written past the caller", async () => {
      const written = [vi.spyOn(console, "error"), vi.spyOn(console, "warn")];
      const server = await startServer();
      await server.kill();
      const connection = connect(server.url);
      for (let times = 0; times < 3; times++) await failure(connection.send(["ping"]));
      await connection.close();
      for (const spy of written) expect(spy).not.toHaveBeenCalled();
      vi.restoreAllMocks();
    });

    it("a name with several addresses fails with a reason too", async () => {
      const server = await startServer();
      await server.kill();
      const store = createRedisStore(connect(`redis://localhost:${server.port}`));
      await expect(store.load("key")).rejects.toMatchObject({
        details: { reason: "unreachable", text: expect.stringContaining("ECONNREFUSED") as string },
      });
    });

    it("a host that cannot be found is named", async () => {
      const store = createRedisStore(connect("redis://no-such-host.invalid"));
      await expect(store.load("key")).rejects.toMatchObject({
        details: { address: "redis://no-such-host.invalid", reason: "unreachable" },
      });
    });
  });

  describe("that loses its server", () => {
    it("fails what is under way and what comes, and does all of it again when the server is back", async () => {
      const server = await startServer();
      const connection = connect(server.url);
      const store = createRedisStore(connection);
      const blobs = createRedisBlobs(connection);
      const log = createRedisLog(connection);
      await store.store("key", 1, { ttlMs: 600_000 });
      const ref = await blobs.put("run-1", { large: true });

      await server.kill();
      const calls = [
        async () => store.store("key", 2),
        async () => store.load("key"),
        async () => store.delete("key"),
        async () => store.exists("key"),
        async () => store.loadMany(["key"]),
        async () => store.storeMany([{ key: "key", value: 2 }]),
        async () => blobs.put("run-1", 2),
        async () => blobs.get(ref),
        async () => blobs.expire("run-1", 5),
        async () => blobs.delete("run-1"),
        async () => log.append("run-1", [{ at: 1, level: "info", path: "root/a", attempt: 1, message: "" }]),
        async () => log.read("run-1")[Symbol.asyncIterator]().next(),
        async () => log.read("run-1", { follow: true })[Symbol.asyncIterator]().next(),
      ];
      for (const call of calls) expect(await failure(call())).toMatchObject(unavailable("unreachable"));

      await server.start();
      await expect.poll(async () => failure(store.load("key")), PATIENTLY).toBeUndefined();
      expect(await store.load("key")).toBe(1);
      expect(await blobs.get(ref)).toStrictEqual({ large: true });
      for (const call of calls.slice(0, -1)) expect(await failure(call())).toBeUndefined();
    });

    it("sends nothing a second time by itself: a command under way fails", async () => {
      const server = await startServer();
      const connection = connect(server.url);
      await connection.send(["ping"]);
      server.signal("SIGSTOP");
      const pending = Promise.all([1, 2].map(async () => failure(connection.send(["incr", "counter"]))));
      await server.kill();
      expect(await pending).toMatchObject([unavailable("unreachable"), unavailable("unreachable")]);
      await server.start();
      await expect.poll(async () => failure(connection.send(["ping"])), PATIENTLY).toBeUndefined();
      expect(await connection.send(["get", "counter"])).toBeNull();
    });

    it("ends who follows a log, who then reads on after the last line", async () => {
      const server = await startServer();
      const log = createRedisLog(connect(server.url));
      const entry = { at: 1, level: "info", path: "root/a", attempt: 1, message: "" } as const;
      await log.append("run-1", [entry]);
      const lines = log.read("run-1", { follow: true })[Symbol.asyncIterator]();
      expect(await lines.next()).toMatchObject({ value: { seq: 1 } });
      const next = failure(lines.next());
      await server.kill();
      expect(await next).toMatchObject(unavailable("unreachable"));
      await server.start();
      await expect.poll(async () => failure(log.append("run-1", [entry])), PATIENTLY).toBeUndefined();
      const more = log.read("run-1", { follow: true, after: 1 })[Symbol.asyncIterator]();
      expect(await more.next()).toMatchObject({ value: { seq: 2 } });
      await more.return?.();
    });
  });

  it("gives up a server that is there and does not answer, and takes it again when it does", async () => {
    const server = await startServer();
    const store = createRedisStore(connect(server.url, 1000));
    await store.store("key", 1);
    server.signal("SIGSTOP");
    expect(await failure(store.load("key"))).toMatchObject(unavailable("no_answer"));
    await expect.poll(async () => failure(store.load("key")), PATIENTLY).toMatchObject({ code: "STORE_UNAVAILABLE" });
    server.signal("SIGCONT");
    await expect.poll(async () => failure(store.load("key")), PATIENTLY).toBeUndefined();
    expect(await store.load("key")).toBe(1);
  });

  it("keeps a follower waiting for longer than a command may take", async () => {
    const server = await startServer();
    const connection = connect(server.url, 1000);
    const log = createRedisLog(connection);
    const counted = connect(server.url);
    const lines = log.read("run-1", { follow: true })[Symbol.asyncIterator]();
    const first = lines.next();
    await expect.poll(async () => countCalls(counted, "xread"), PATIENTLY).toBeGreaterThan(3);
    await log.append("run-1", [{ at: 1, level: "info", path: "root/a", attempt: 1, message: "" }]);
    expect(await first).toMatchObject({ value: { seq: 1 } });
    await lines.return?.();
  });

  describe("to a server with a password", () => {
    it("says that it needs one, at every command", async () => {
      const server = await startServer("--requirepass", PASSWORD);
      const store = createRedisStore(connect(server.url));
      for (let times = 0; times < 3; times++) {
        expect(await failure(store.load("key"))).toMatchObject(unavailable("password_needed"));
      }
    });

    it("says that it is wrong, and shows it nowhere", async () => {
      const server = await startServer("--requirepass", "right");
      for (const credentials of [`:${PASSWORD}`, `${PASSWORD}-user:${PASSWORD}`]) {
        const url = server.url.replace("//", `//${credentials}@`);
        const store = createRedisStore(connect(url));
        for (let times = 0; times < 3; times++) {
          const fault = await failure(store.load("key"));
          expect(fault).toMatchObject(unavailable("password_wrong"));
          expect(inspect(fault, { depth: 20, showHidden: true })).not.toContain(PASSWORD);
        }
      }
    });

    it("works with the right one, which no error shows", async () => {
      const password = "c@n/a:ry";
      const server = await startServer("--requirepass", password);
      const store = createRedisStore(connect(server.url.replace("//", `//:${encodeURIComponent(password)}@`)));
      await store.store("key", 1);
      expect(await store.load("key")).toBe(1);
      await server.kill();
      const fault = await failure(store.load("key"));
      expect(fault).toMatchObject(unavailable("unreachable"));
      expect(inspect(fault, { depth: 20, showHidden: true })).not.toContain(password);
      expect(inspect(fault, { depth: 20, showHidden: true })).not.toContain(encodeURIComponent(password));
    });

    it("works again by itself when the password becomes right", async () => {
      const server = await startServer();
      const admin = connect(server.url);
      await admin.send(["config", "set", "requirepass", "other"]);
      const store = createRedisStore(connect(server.url.replace("//", "//:later@")));
      expect(await failure(store.load("key"))).toMatchObject(unavailable("password_wrong"));
      await admin.send(["config", "set", "requirepass", "later"]);
      await expect.poll(async () => failure(store.load("key")), PATIENTLY).toBeUndefined();
    });
  });

  describe("to a server that drops data", () => {
    it("after FLUSHALL cached values are missing and blobs are BLOB_LOST naming their size", async () => {
      const server = await startServer();
      const connection = connect(server.url);
      const store = createRedisStore(connection);
      const blobs = createRedisBlobs(connection);
      await store.store("key", 1);
      const ref = await blobs.put("run-1", "x".repeat(300_000));
      await connection.send(["flushall"]);
      expect(await store.loadMany(["key"])).toStrictEqual([undefined]);
      await expect(blobs.get(ref)).rejects.toMatchObject({ code: "BLOB_LOST", details: { bytes: 300_002 } });
    });

    it("evicted values are missing, and the store goes on", async () => {
      const server = await startServer("--maxmemory", "4mb", "--maxmemory-policy", "allkeys-lru");
      const store = createRedisStore(connect(server.url));
      const keys = Array.from({ length: 100 }, (_, index) => `k${index}`);
      for (const key of keys) await store.store(key, "x".repeat(100_000));
      const found = (await store.loadMany(keys)).filter((value) => value !== undefined);
      expect(found.length).toBeGreaterThan(0);
      expect(found.length).toBeLessThan(100);
    });

    it("a full server refuses, with its reason, and keeps nothing of a blob", async () => {
      const server = await startServer("--maxmemory", "4mb", "--maxmemory-policy", "noeviction");
      const connection = connect(server.url);
      const blobs = createRedisBlobs(connection);
      const refused = { ...unavailable("refused"), details: { text: expect.stringContaining("OOM") as string } };
      await expect.poll(async () => failure(fillUp(connection)), PATIENTLY).toMatchObject(refused);
      expect(await failure(blobs.put("run-1", "x".repeat(300_000)))).toMatchObject(refused);
      expect(await connection.send(["keys", "taskloom:blob*"])).toStrictEqual([]);
    });
  });

  it("as a user who may not do everything is told what was refused", async () => {
    const server = await startServer();
    const admin = connect(server.url);
    await admin.send(["acl", "setuser", "guest", "on", ">word", "~*", "+@all", "-set"]);
    const blobs = createRedisBlobs(connect(server.url.replace("//", "//guest:word@")));
    expect(await failure(blobs.put("run-1", 1))).toMatchObject({
      ...unavailable("refused"),
      details: { text: expect.stringContaining("NOPERM") as string },
    });
  });

  it("opens another for who follows, which is gone when the follower stops", async () => {
    const server = await startServer();
    const log = createRedisLog(connect(server.url));
    const admin = connect(server.url);
    const controller = new AbortController();
    const lines = log.read("run-1", { follow: true, signal: controller.signal })[Symbol.asyncIterator]();
    const first = lines.next();
    await log.append("run-1", [{ at: 1, level: "info", path: "root/a", attempt: 1, message: "" }]);
    expect(await first).toMatchObject({ value: { seq: 1 } });
    expect(await countClients(admin)).toBe(3);
    controller.abort();
    expect(await lines.next()).toMatchObject({ done: true });
    await expect.poll(async () => countClients(admin), PATIENTLY).toBe(2);
  });

  it("fails once it is closed, and those that follow with it", async () => {
    const server = await startServer();
    const connection = connect(server.url);
    const lines = createRedisLog(connection).read("run-1", { follow: true })[Symbol.asyncIterator]();
    const next = failure(lines.next());
    const admin = connect(server.url);
    await connection.send(["ping"]);
    await expect.poll(async () => countClients(admin), PATIENTLY).toBe(3);
    await connection.close();
    expect(await next).toMatchObject(unavailable("unreachable"));
    expect(await failure(connection.send(["ping"]))).toMatchObject(unavailable("unreachable"));
    await expect.poll(async () => countClients(admin), PATIENTLY).toBe(1);
  });

  it("that is never used connects to nothing", async () => {
    const server = await startServer();
    connect(server.url);
    const admin = connect(server.url);
    await admin.send(["ping"]);
    expect(await countClients(admin)).toBe(1);
  });

  it("uses the database of its address", async () => {
    const server = await startServer();
    await createRedisStore(connect(`${server.url}/3`)).store("key", 1);
    expect(await createRedisStore(connect(`${server.url}/3`)).load("key")).toBe(1);
    expect(await createRedisStore(connect(server.url)).load("key")).toBeUndefined();
  });
});

async function fillUp(connection: RedisConnection): Promise<void> {
  for (let index = 0; index < 100; index++) await connection.send(["set", `fill-${index}`, "x".repeat(100_000)]);
}

async function countClients(connection: RedisConnection): Promise<number> {
  return String(await connection.send(["client", "list"]))
    .trim()
    .split("\n").length;
}

async function countCalls(connection: RedisConnection, command: string): Promise<number> {
  const stats = String(await connection.send(["info", "commandstats"]));
  return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
}
