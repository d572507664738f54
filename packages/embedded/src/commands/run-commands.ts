import type { Engine, EventBatch, RetryRequest, RunId, StartRequest, StartResult } from "@taskloom/interfaces";
import { assertRunId, keepInput, readLabels } from "@taskloom/runs";
import { prepareRunInput, TaskloomError } from "@taskloom/shared";
import type { EngineRole } from "../embedded-engine.js";
import type { EngineSetting } from "../engine-setting.js";
import { mutateRun } from "./mutate-run.js";
import type { Ownership } from "../ownership.js";
import { readDocument } from "./read-document.js";
import { readRepetition } from "./retry-run.js";
import type { RunReader } from "../run-reader.js";
import type { Runs } from "../runs.js";
import { broadcast, sendSignal } from "./send-signal.js";
import type { SignalRouter } from "../signal-router.js";
import { watchRun } from "./watch-run.js";

/** What the commands on runs need. */
export interface RunCommandsOptions {
  readonly setting: EngineSetting;
  readonly runs: Runs;
  readonly reader: RunReader;
  readonly router: SignalRouter;
  readonly ownership: Ownership;
  readonly role: EngineRole;
}

type RunCommands = Pick<
  Engine,
  "start" | "get" | "list" | "watch" | "signal" | "broadcast" | "cancel" | "terminate" | "pause" | "resume" | "retry"
>;

/** What can be done with runs, on this process's runs and on those of others. */
export function createRunCommands(options: RunCommandsOptions): RunCommands {
  const { setting, reader } = options;
  return {
    start: async (request) => startRun(options, request),
    get: async (run, get = {}) => readDocument(options, run, get),
    list: async (filter = {}, page = {}) => setting.journal.listRuns(filter, page),
    watch: (run, afterSeq = 0, signal) => watchRun(reader, setting, run, afterSeq, signal),
    signal: async (run, request) => sendSignal(options, run, request),
    broadcast: async (request) => broadcast(options, request),
    cancel: async (run, request) => mutateRun(options, run, "cancel", request),
    terminate: async (run, request) => mutateRun(options, run, "terminate", request),
    pause: async (run, request) => mutateRun(options, run, "pause", request),
    resume: async (run, request) => mutateRun(options, run, "resume", request),
    retry: async (run, request) => retryRun(options, run, request),
  };
}

async function startRun(
  { runs, role, setting }: RunCommandsOptions,
  request: StartRequest,
  kept?: readonly EventBatch[],
): Promise<StartResult> {
  const { definition, requestId } = request;
  const runId = request.runId ?? `${definition.id}-${setting.ids.next()}`;
  assertRunId(runId);
  const input = await keepInput(setting.blobs, runId, prepareRunInput(definition, request.input));
  const labels = { ...readLabels(definition), ...request.labels };
  const here = role !== "call";
  if (await runs.create({ runId, definition, input, labels, here, kept, request: requestId })) {
    return { runId, started: true };
  }
  const earlier = await setting.journal.findRequested(requestId);
  if (earlier !== undefined) return usePrevious(setting, runId, earlier);
  if (request.ifExists === "use") return { runId, started: false };
  throw new TaskloomError("RUN_EXISTS", `a run '${runId}' exists`, { details: { run: runId } });
}

/** A request that comes again has started its run already. */
async function usePrevious({ blobs, journal }: EngineSetting, runId: RunId, earlier: RunId): Promise<StartResult> {
  // What was kept for a run that is not needed.
  if ((await journal.readRun(runId)) === undefined) await blobs.delete(runId);
  return { runId: earlier, started: false };
}

/** Starts a new run of the same definition from an ended one. */
async function retryRun(options: RunCommandsOptions, run: RunId, request: RetryRequest): Promise<StartResult> {
  const { reader, setting } = options;
  const runId = request.runId ?? `${(await reader.readRun(run)).start.workflow}-${setting.ids.next()}`;
  const { definition, input, kept } = await readRepetition(setting, reader, run, request, runId);
  return startRun(options, { definition: definition.compiled, input, runId, requestId: request.requestId }, kept);
}
