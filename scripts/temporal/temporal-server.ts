import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../free-port.js";
import { endProcess } from "../own-process.js";
import { getTemporalCommand } from "./ladder.js";
import { serverArgs } from "./server-args.js";
import { launchServer, type ServerLaunch } from "./server-process.js";
import type { TemporalCommand } from "./temporal-command.js";
import { thisMachine } from "./this-machine.js";

export interface TemporalServerOptions {
  /** Whether it gets the settings of `knobs`. Default: true. */
  readonly isTuned?: boolean;
  /** Whether its runs outlive `kill` and `start`, in a file that `dispose` removes. Default: false. */
  readonly isPersistent?: boolean;
  /** Default: a free one. */
  readonly port?: number;
  /** Where its web UI listens. Default: it has none. */
  readonly uiPort?: number;
  /** Default: the one that the machine has or gets. */
  readonly command?: TemporalCommand;
}

/** A Temporal server of our own: it may be killed and started again at the same place. */
export interface TemporalServer {
  /** Such as `127.0.0.1:40123`. */
  readonly address: string;
  readonly namespace: "default";
  /** Such as `http://127.0.0.1:40124`. */
  readonly uiAddress?: string;
  readonly command: TemporalCommand;
  /** Starts it again after `kill`. */
  start(): Promise<void>;
  /** Ends it without a word to its clients. */
  kill(): Promise<void>;
  /** Resolves when its process ends, whoever ended it. */
  untilEnd(): Promise<void>;
  /** Kills it and removes its folder. */
  readonly dispose: () => Promise<void>;
}

/**
 * Starts a dev server: loopback only, with the search attributes of Taskloom. Throws a `SetUpError` that lists the ways
 * to a server when there is no command, an error with what the server said when it does not start.
 */
export async function startTemporalServer(options: TemporalServerOptions = {}): Promise<TemporalServer> {
  const { uiPort, command = await getTemporalCommand(thisMachine()) } = options;
  const port = options.port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), "taskloom-temporal-"));
  const ports = [port, ...(uiPort === undefined ? [] : [uiPort])];
  const launch: ServerLaunch = { path: command.path, args: argsOf(options, port, folder), folder, ports };
  const removeFolder = async (): Promise<void> => rm(folder, { recursive: true, force: true });
  let child = await launchServer(launch).catch(async (error: unknown) => {
    await removeFolder();
    throw error;
  });
  return {
    address: `127.0.0.1:${port}`,
    namespace: "default",
    ...(uiPort !== undefined && { uiAddress: `http://127.0.0.1:${uiPort}` }),
    command,
    start: async () => {
      child = await launchServer(launch);
    },
    kill: async () => endProcess(child),
    untilEnd: async () => untilEnd(child),
    dispose: async () => {
      await endProcess(child);
      await removeFolder();
    },
  };
}

function argsOf({ uiPort, isTuned = true, isPersistent = false }: TemporalServerOptions, port: number, folder: string) {
  return serverArgs({ port, uiPort, isTuned, databaseFile: isPersistent ? join(folder, "temporal.db") : undefined });
}

async function untilEnd(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}
