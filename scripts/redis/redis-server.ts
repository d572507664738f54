import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.js";
import { missingRedis } from "./redis-problem.mjs";

export interface RedisServer {
  /** Such as `redis://127.0.0.1:40123`. */
  readonly url: string;
  /** Ends the server and removes its folder. */
  readonly stop: () => Promise<void>;
}

const startLimitMs = 10_000;
const pauseMs = 20;

/** Starts a Redis of its own: loopback only, a free port, a temporary folder, append-only file on. */
export async function startRedisServer(): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), "taskloom-redis-"));
  const port = await freePort();
  const server = spawn("redis-server", serverArgs(port, folder), { stdio: "ignore" });
  const killWithUs = (): void => void server.kill("SIGKILL");
  process.once("exit", killWithUs);
  const stop = async (): Promise<void> => {
    process.off("exit", killWithUs);
    await end(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(server, port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `redis://127.0.0.1:${port}`, stop };
}

function serverArgs(port: number, folder: string): string[] {
  return ["--bind", "127.0.0.1", "--port", String(port), "--dir", folder, "--appendonly", "yes", "--save", ""];
}

async function untilReady(server: ChildProcess, port: number): Promise<void> {
  const failed = new Promise<never>((_, reject) => {
    server.once("error", (error) => reject(startError(error)));
    server.once("exit", (code) => reject(new Error(`redis-server ended at its start with code ${code}.`)));
  });
  await Promise.race([failed, answers(server, port)]);
}

function startError(error: Error): Error {
  return "code" in error && error.code === "ENOENT" ? new Error(missingRedis) : error;
}

async function answers(server: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + startLimitMs;
  while (isRunning(server) && !(await pings(port))) {
    if (Date.now() > deadline) throw new Error(`redis-server did not answer within ${startLimitMs / 1000} seconds.`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function pings(port: number): Promise<boolean> {
  const socket = createConnection(port, "127.0.0.1");
  try {
    socket.write("PING\r\n");
    const reply: unknown[] = await once(socket, "data");
    return String(reply[0]).startsWith("+PONG");
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (!isRunning(server)) return;
  const exited = once(server, "exit");
  server.kill("SIGTERM");
  await exited;
}

function isRunning(server: ChildProcess): boolean {
  return server.pid !== undefined && server.exitCode === null && server.signalCode === null;
}
