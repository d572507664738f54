import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../free-port.js";
import { endProcess, startOwnProcess } from "../own-process.js";
import { missingRedis } from "./redis-problem.mjs";

/** A Redis that only tests use: it may be flushed, frozen, killed and started again at the same place. */
export interface RedisServer {
  readonly port: number;
  /** Such as `redis://127.0.0.1:40123`. */
  readonly url: string;
  /** Starts it again, with what it had written before its end. */
  start(): Promise<void>;
  /** Ends it without a word to its clients. */
  kill(): Promise<void>;
  signal(name: "SIGSTOP" | "SIGCONT"): void;
  /** Kills it and removes its folder. */
  readonly dispose: () => Promise<void>;
}

/** Starts a Redis of its own: loopback only, a free port, a temporary folder, append-only file on. */
export async function startRedisServer(moreArgs: readonly string[] = []): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), "taskloom-redis-"));
  const port = await freePort();
  const args = [...serverArgs(port, folder), ...moreArgs];
  const dispose = async (): Promise<void> => {
    await endProcess(child);
    await rm(folder, { recursive: true, force: true });
  };
  let child = spawnServer(args);
  await untilReady(child).catch(async (error: unknown) => {
    await dispose();
    throw error;
  });
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    start: async () => {
      child = spawnServer(args);
      await untilReady(child);
    },
    kill: async () => endProcess(child),
    signal: (name) => void child.kill(name),
    dispose,
  };
}

function serverArgs(port: number, folder: string): string[] {
  return ["--bind", "127.0.0.1", "--port", String(port), "--dir", folder, "--appendonly", "yes", "--save", ""];
}

function spawnServer(args: readonly string[]): ChildProcess {
  return startOwnProcess("redis-server", args, { stdio: ["ignore", "pipe", "ignore"] });
}

async function untilReady(child: ChildProcess): Promise<void> {
  let output = "";
  await new Promise<void>((resolve, reject) => {
    child.once("error", (error) => reject(startError(error)));
    child.once("exit", () => reject(new Error(`redis-server ended at its start: ${output}`)));
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Ready to accept connections")) resolve();
    });
  });
}

function startError(error: Error): Error {
  return "code" in error && error.code === "ENOENT" ? new Error(missingRedis) : error;
}
