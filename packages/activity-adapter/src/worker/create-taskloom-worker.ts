import type { BlobStore, RunId } from "@taskloom/interfaces";
import type { Client } from "@temporalio/client";
import type { WorkerDeploymentVersion } from "@temporalio/common";
import type { InjectedSinks, NativeConnection, Worker, WorkerOptions } from "@temporalio/worker";
import type { ActivityParts } from "../activity/activity-parts.js";
import { createActivity } from "../activity/create-activity.js";
import { isPaused } from "../engine/is-paused.js";
import type { Observation, ObservationSinks } from "../workflow/observations.js";
import type { WorkflowBundle } from "./workflow-bundle.js";

export interface TaskloomWorkerOptions extends Omit<ActivityParts, "isPaused"> {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly bundle: WorkflowBundle;
  /** Reaches the same server and namespace: attempts ask whether their run is paused. */
  readonly client: Client;
  /** Calls at once. Default 100. */
  readonly concurrency?: number;
  /** How long handlers under way may go on when the worker stops, in milliseconds. Default 10,000. */
  readonly graceMs?: number;
  /** When the worker gives up on handlers that do not stop, after it was told to; it fails then. Default: never. */
  readonly forceMs?: number;
  /** Workflows kept in memory; default: the SDK's. 0: every workflow task replays the history. */
  readonly maxCachedWorkflows?: number;
  /** Told of runs whose workflows this worker executes. */
  readonly onObserved?: (observation: Observation) => void;
  /** The version of a worker deployment as which it registers: runs that begin on it stay with it. Default: none. */
  readonly deployment?: WorkerDeploymentVersion;
  /**
   * How long the blobs of a run that has ended are kept, in milliseconds; default: until somebody removes them. Those of
   * a run that was terminated, or ended while the store was away, stay until a sweep finds them.
   */
  readonly retentionMs?: number;
  /** Traces what the worker does; needs `tracedBundle`. */
  readonly tracing?: Pick<WorkerOptions, "interceptors" | "sinks">;
}

const DEFAULT_CONCURRENCY = 100;
const DEFAULT_GRACE_MS = 10_000;

/** Heartbeats go out at least so often: a cancelled handler learns of it in time. */
const HEARTBEATS_EVERY_MS = 500;

/** A worker for every definition: its one workflow drives the interpreter, its one activity makes calls. */
export async function createTaskloomWorker(options: TaskloomWorkerOptions): Promise<Worker> {
  const { connection, namespace, taskQueue, bundle, concurrency = DEFAULT_CONCURRENCY } = options;
  const { maxCachedWorkflows, deployment, forceMs, tracing } = options;
  // Clients are not to wait until the SDK's native part is loaded.
  const { Worker } = await import("@temporalio/worker");
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle: bundle,
    activities: { default: createActivity({ ...options, isPaused: async (run) => isPaused(options, run) }) },
    maxConcurrentActivityTaskExecutions: concurrency,
    maxConcurrentLocalActivityExecutions: concurrency,
    maxHeartbeatThrottleInterval: HEARTBEATS_EVERY_MS,
    defaultHeartbeatThrottleInterval: HEARTBEATS_EVERY_MS,
    shutdownGraceTime: options.graceMs ?? DEFAULT_GRACE_MS,
    ...(forceMs !== undefined && { shutdownForceTime: forceMs }),
    ...(maxCachedWorkflows !== undefined && { maxCachedWorkflows }),
    sinks: { ...createSinks(options), ...tracing?.sinks },
    ...(tracing?.interceptors !== undefined && { interceptors: tracing.interceptors }),
    ...(deployment !== undefined && { workerDeploymentOptions: pinTo(deployment) }),
  });
}

/** The workflow's code is ours, and a run is replayed by the code that it began with. */
function pinTo(version: WorkerDeploymentVersion): NonNullable<WorkerOptions["workerDeploymentOptions"]> {
  return { version, useWorkerVersioning: true, defaultVersioningBehavior: "PINNED" };
}

function createSinks({ onObserved, blobs, retentionMs }: TaskloomWorkerOptions): InjectedSinks<ObservationSinks> {
  return {
    taskloom_runs: {
      observed: {
        callDuringReplay: false,
        fn: ({ workflowId }, observations) => {
          for (const observation of observations) {
            onObserved?.(observation);
            if (observation.kind === "run_ended" && retentionMs !== undefined) expire(blobs, workflowId, retentionMs);
          }
        },
      },
    },
  };
}

function expire(blobs: BlobStore, run: RunId, retentionMs: number): void {
  void blobs.expire(run, retentionMs).catch(() => undefined);
}
