import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A Redis of the test's own: it may be flushed, frozen, killed and started again at the same place. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  start(): Promise<void>;
  /** Ends it without a word to its clients. */
  kill(): Promise<void>;
  signal(name: "SIGSTOP" | "SIGCONT"): void;
  /** Kills it and removes its folder. */
  readonly dispose: () => Promise<void>;
}

/** Starts a server in a folder of its own, with what it had written before its last end. */
export async function startRedisServer(args: readonly string[] = []): Promise<RedisServer> {
  const dir = await mkdtemp(join(tmpdir(), "taskloom-redis-"));
  const port = await findFreePort();
  let child = await spawnServer(port, dir, args);
  const kill = async (): Promise<void> => end(child);
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    async start() {
      child = await spawnServer(port, dir, args);
    },
    kill,
    signal: (name) => void child.kill(name),
    dispose: async () => {
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The server that the whole test run shares, else one of the test's own. */
export async function openTestRedis(): Promise<{ readonly url: string; readonly dispose: () => Promise<void> }> {
  const shared = process.env["REDIS_URL"];
  return shared === undefined ? startRedisServer() : { url: shared, dispose: async () => {} };
}

/** A test run that ends in the middle leaves no server behind. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

async function spawnServer(port: number, dir: string, args: readonly string[]): Promise<ChildProcess> {
  const settings = ["--port", String(port), "--dir", dir, "--save", "", "--appendonly", "yes"];
  const child = spawn("redis-server", [...settings, ...args], { stdio: ["ignore", "pipe", "ignore"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
  await waitUntilReady(child);
  return child;
}

async function waitUntilReady(child: ChildProcess): Promise<void> {
  let output = "";
  await new Promise<void>((resolve, reject) => {
    child.on("error", () => reject(new Error("No redis-server: apt-get install redis-server.")));
    child.on("exit", () => reject(new Error(`redis-server ended: ${output}`)));
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Ready to accept connections")) resolve();
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
