import type { RunEvent } from "./event.js";
import type { JsonObject, JsonValue } from "./json.js";
import type { RunId, TaskPath, WorkflowId } from "./names.js";
import type { CompiledDefinition } from "./plan.js";
import type { RunDocument } from "./run-document.js";
import type { SignalVerdict } from "./signal.js";
import type { TaskStatus } from "./status.js";
import type { RunChange } from "./task-change.js";
import type { TaskError } from "./task-error.js";
import type { ReadLogOptions, TaskLogLine } from "./task-log.js";

/** The only way in: what can be done with runs, whatever engine runs them. */
export interface Engine {
  /** `embedded`, for instance. */
  readonly name: string;
  /**
   * Starts a run. The same request id again gives the run that it has started.
   * @throws RUN_EXISTS, RUN_ID_INVALID, INPUT_INVALID, OPTION_NOT_SUPPORTED
   */
  start(request: StartRequest): Promise<StartResult>;
  /**
   * The run's document.
   * @throws RUN_NOT_FOUND
   */
  get(run: RunId, options?: GetOptions): Promise<RunDocument>;
  list(filter?: RunFilter, page?: PageRequest): Promise<RunPage>;
  /**
   * What happens to a run, from the event after `afterSeq` (default 0: from its start), until it has ended or the engine is
   * closed.
   * @throws RUN_NOT_FOUND
   */
  watch(run: RunId, afterSeq?: number, signal?: AbortSignal): AsyncIterable<RunUpdate>;
  /**
   * Sends a signal to a run.
   * @throws RUN_NOT_FOUND, RUN_ENDED; SIGNAL_NOT_EXPECTED, SIGNAL_INVALID, SIGNAL_BUFFER_FULL when a verdict is asked for
   */
  signal(run: RunId, signal: SignalRequest): Promise<SignalResult>;
  /** Sends a signal to whatever listens: starts workflows with a trigger of the name, wakes runs with a wait for it. */
  broadcast(signal: SignalRequest): Promise<BroadcastResult>;
  /** @throws RUN_NOT_FOUND, RUN_ENDED */
  cancel(run: RunId, request: MutationRequest): Promise<MutationResult>;
  /** @throws RUN_NOT_FOUND, RUN_ENDED */
  terminate(run: RunId, request: MutationRequest): Promise<MutationResult>;
  /** @throws RUN_NOT_FOUND, RUN_ENDED */
  pause(run: RunId, request: MutationRequest): Promise<MutationResult>;
  /** @throws RUN_NOT_FOUND, RUN_ENDED */
  resume(run: RunId, request: MutationRequest): Promise<MutationResult>;
  /**
   * Starts a new run from an ended one: from its beginning, or from a task on with the results before it.
   * @throws RUN_NOT_FOUND, RUN_NOT_ENDED, TASK_NOT_FOUND
   */
  retry(run: RunId, request: RetryRequest): Promise<StartResult>;
  logs(run: RunId, options?: ReadLogOptions): AsyncIterable<TaskLogLine>;
  /** Stops what runs in this process; runs stay as they are and can be taken up again. */
  close(): Promise<void>;
}

export interface StartRequest extends MutationRequest {
  readonly definition: CompiledDefinition;
  readonly input: JsonValue;
  /** Default `<workflow id>-<26 sortable characters>`. */
  readonly runId?: RunId;
  /** When a run of this id exists: `fail` (default, RUN_EXISTS) or `use` it. */
  readonly ifExists?: "fail" | "use";
  /** Added to the definition's. */
  readonly labels?: JsonObject;
}

export interface StartResult {
  readonly runId: RunId;
  /** False when an existing run was used, or the request was a repeat. */
  readonly started: boolean;
}

/** Who asks for a change, and why; recorded in the run. The same request id twice does nothing the second time. */
export interface MutationRequest {
  readonly requestId: string;
  readonly actor?: string;
  readonly reason?: string;
}

export interface MutationResult {
  /** False when it was so already, or the request was a repeat. */
  readonly changed: boolean;
}

export interface RetryRequest extends MutationRequest {
  /** Task from which on everything runs again; without it the whole run. */
  readonly from?: TaskPath;
  /** Instead of the run's input. */
  readonly input?: JsonValue;
  readonly runId?: RunId;
}

export interface SignalRequest {
  readonly name: string;
  readonly payload: JsonValue;
  readonly correlationId?: string;
  /** Default: a new one. */
  readonly signalId?: string;
  /** Wait until a wait has taken or refused it. */
  readonly verdict?: boolean;
  /** How long to wait for the verdict; default for ever. */
  readonly timeoutMs?: number;
}

export interface SignalResult {
  readonly signalId: string;
  /** `kept` when nobody has looked at it yet, or no verdict was asked for. */
  readonly verdict: SignalVerdict | "kept";
  readonly error?: TaskError;
}

export interface BroadcastResult {
  readonly signalId: string;
  readonly delivered: number;
  readonly started: number;
}

export interface GetOptions {
  /** Also what `describe` shows: path, blocked, attempt errors, progress, labels, durability. */
  readonly detailed?: boolean;
  /** List all children, not only the first 1,000 of a container. */
  readonly all?: boolean;
}

export interface RunFilter {
  readonly workflow?: WorkflowId;
  readonly status?: readonly TaskStatus[];
  readonly labels?: Readonly<Record<string, string>>;
  /** Epoch milliseconds, inclusive. */
  readonly startedAfter?: number;
  /** Epoch milliseconds, exclusive. */
  readonly startedBefore?: number;
}

export interface PageRequest {
  /** Default 50, at most 1,000. */
  readonly limit?: number;
  /** From the page before. */
  readonly cursor?: string;
}

export interface RunPage {
  /** The newest first. */
  readonly runs: readonly RunSummary[];
  /** Absent on the last page. */
  readonly cursor?: string;
}

export interface RunSummary {
  readonly run_id: RunId;
  readonly workflow: WorkflowId;
  readonly status: TaskStatus;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly labels: JsonObject;
}

/** One event of a run and what it changed. */
export interface RunUpdate {
  readonly seq: number;
  readonly event: RunEvent;
  readonly changes: readonly RunChange[];
}
