import {
  builtBundle,
  createTaskloomWorker,
  tracedBundle,
  type TaskloomWorkerOptions,
} from "@taskloom/activity-adapter";
import type { NativeConnection, Worker } from "@temporalio/worker";
import type { EngineParts } from "../engine-parts.js";
import { systemClock } from "../system-clock.js";
import type { Tracing } from "../tracing/tracing.js";
import { connectWorker } from "./connect.js";
import type { Calls } from "./create-calls.js";
import { forwardSdkLog } from "./sdk-log.js";

/** The worker of this process. */
export interface OwnWorker {
  /** Polls the task queue from now on; once. */
  start(): void;
  /** Rejects when it cannot go on; otherwise it never settles. */
  readonly failed: Promise<never>;
  /** Takes nothing more, and waits for handlers under way as long as it was made to. */
  close(): Promise<void>;
}

/** @throws SERVER_UNREACHABLE, SERVER_REFUSED */
export async function createOwnWorker(parts: EngineParts, calls: Calls, tracing?: Tracing): Promise<OwnWorker> {
  const { logger, config } = parts;
  forwardSdkLog(logger);
  const connection = await connectWorker(config.temporal);
  try {
    const worker = await createTaskloomWorker({
      ...calls,
      ...toWorkerOptions(parts),
      ...toTraced(tracing),
      connection,
    });
    return attend(worker, connection, parts);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** With the role `work` handlers may go on until the grace is over, else they are told to stop at once. */
function toWorkerOptions({
  config,
  role,
  graceMs,
}: EngineParts): Omit<TaskloomWorkerOptions, "connection" | "bundle" | keyof Calls> {
  const { namespace, taskQueue, deployment } = config.temporal;
  return {
    namespace,
    taskQueue,
    now: () => systemClock.now(),
    concurrency: config.concurrency,
    graceMs: role === "work" ? graceMs : 0,
    forceMs: graceMs + STOP_MS,
    ...(config.retentionMs !== undefined && { retentionMs: config.retentionMs }),
    ...(deployment !== undefined && { deployment }),
  };
}

function toTraced(tracing: Tracing | undefined): Pick<TaskloomWorkerOptions, "bundle" | "tracing"> {
  return tracing === undefined ? { bundle: builtBundle } : { bundle: tracedBundle, tracing: tracing.ofWorker };
}

/** For a handler to end in after it was told to. */
const STOP_MS = 1_000;

function attend(worker: Worker, connection: NativeConnection, { logger }: EngineParts): OwnWorker {
  let running: Promise<void> | undefined;
  let isClosing = false;
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  // Nobody may be listening.
  failed.catch(() => undefined);
  const judge = (error: unknown): void => {
    if (isClosing) logger.warn({ err: error }, "handlers under way did not stop in time");
    else fail(error);
  };
  return {
    failed,
    start: () => {
      running ??= worker.run().catch(judge);
    },
    close: async () => {
      isClosing = true;
      if (worker.getState() === "RUNNING") worker.shutdown();
      await running;
      // A worker that never ran, or that was given up, holds the connection until the process ends.
      await connection.close().catch(() => undefined);
    },
  };
}
