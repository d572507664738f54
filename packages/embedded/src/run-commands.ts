import {
  isTerminalStatus,
  type CompiledDefinition,
  type EventBatch,
  type Engine,
  type IdSource,
  type JsonObject,
  type MutationRequest,
  type MutationResult,
  type RunDocument,
  type RetryRequest,
  type RunId,
  type GetOptions,
  type Signal,
  type SignalRequest,
  type SignalResult,
  type StartRequest,
  type StartResult,
} from "@taskloom/interfaces";
import { createRunState } from "@taskloom/interpreter";
import { prepareRunInput, TaskloomError } from "@taskloom/shared";
import type { EngineSetting } from "./engine-setting.js";
import { keepInput } from "./keep-input.js";
import { toEvent } from "./inbox.js";
import type { InboxMessage, JournalStore, StoredRun } from "./journal/journal-store.js";
import { createRunView } from "./run-document.js";
import { readRepetition } from "./retry-run.js";
import { assertRunId } from "./run-ids.js";
import { foldBatch, type RunReader } from "./run-reader.js";
import { assertOpen, createRunEnded, type Runs } from "./runs.js";
import type { SignalRouter } from "./signal-router.js";
import { awaitVerdict, toTimeout } from "./signal-verdict.js";
import { watchRun } from "./watch-run.js";

/** What the commands on runs need. */
export interface RunCommandsOptions {
  readonly setting: EngineSetting;
  readonly runs: Runs;
  readonly reader: RunReader;
  readonly router: SignalRouter;
  readonly ids: IdSource;
  readonly role: "run" | "work" | "call";
  readonly isAlive: (run: StoredRun) => boolean;
}

type RunCommands = Pick<
  Engine,
  "start" | "get" | "list" | "watch" | "signal" | "broadcast" | "cancel" | "terminate" | "pause" | "resume" | "retry"
>;

/** What can be done with runs, on this process's runs and on those of others. */
export function createRunCommands(options: RunCommandsOptions): RunCommands {
  const { setting, reader, router, ids } = options;
  const { journal } = setting;
  return {
    start: async (request) => startRun(options, request),
    get: async (run, get = {}) => readDocument(options, run, get),
    list: async (filter = {}, page = {}) => journal.listRuns(filter, page),
    watch: (run, afterSeq = 0, signal) => watchRun(reader, setting, run, afterSeq, signal),
    signal: async (run, request) => sendSignal(options, run, request),
    broadcast: async (request) => {
      const signalId = request.signalId ?? ids.next();
      return { signalId, ...(await router.send(toSignal(request, signalId))) };
    },
    cancel: async (run, request) => mutate(options, run, "cancel", request),
    terminate: async (run, request) => mutate(options, run, "terminate", request),
    pause: async (run, request) => mutate(options, run, "pause", request),
    resume: async (run, request) => mutate(options, run, "resume", request),
    retry: async (run, request) => retryRun(options, run, request),
  };
}

async function startRun(
  options: RunCommandsOptions,
  request: StartRequest,
  kept?: readonly EventBatch[],
): Promise<StartResult> {
  const { runs, ids, role, setting } = options;
  const { definition } = request;
  const runId = request.runId ?? `${definition.id}-${ids.next()}`;
  assertRunId(runId);
  const value = prepareRunInput(definition, request.input);
  const input = await keepInput(setting.blobs, runId, value);
  const labels = { ...readLabels(definition), ...request.labels };
  const { requestId } = request;
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

export function readLabels({ definition }: CompiledDefinition): JsonObject {
  const { labels } = definition;
  return typeof labels === "object" && labels !== null && !Array.isArray(labels) ? (labels as JsonObject) : {};
}

/** The document, folded from all that the journal has of the run. */
async function readDocument(options: RunCommandsOptions, run: RunId, get: GetOptions): Promise<RunDocument> {
  const { reader, setting, runs } = options;
  const stored = await reader.readRun(run);
  const definition = await reader.readDefinition(stored);
  const state = createRunState(stored.start);
  const view = createRunView();
  for (const batch of await setting.journal.readBatches(run, 0)) foldBatch(definition, state, batch, view.observe);
  const blocked = new Map(runs.drivers.get(run)?.blocked);
  for (const { path, call, code } of await setting.journal.listHeld(run)) {
    if (state.tasks[path]?.call?.number === call) blocked.set(path, code);
  }
  if (!isTerminalStatus(state.status) && !options.isAlive(stored)) blocked.set("root", "NO_OWNER");
  const { blobs } = setting;
  const { plan } = definition.compiled;
  return view.toDocument({ plan, state, blobs, engine: "embedded", options: get, blocked });
}

/** Starts a new run of the same definition from an ended one. */
async function retryRun(options: RunCommandsOptions, run: RunId, request: RetryRequest): Promise<StartResult> {
  const { reader, setting, ids } = options;
  const runId = request.runId ?? `${(await reader.readRun(run)).start.workflow}-${ids.next()}`;
  const { definition, input, kept } = await readRepetition(setting, reader, run, request, runId);
  return startRun(options, { definition: definition.compiled, input, runId, requestId: request.requestId }, kept);
}

function toSignal(request: SignalRequest, id: string): Signal {
  const { name, payload, correlationId } = request;
  return { id, name, payload, ...(correlationId === undefined ? {} : { correlationId }) };
}

async function sendSignal(options: RunCommandsOptions, run: RunId, request: SignalRequest): Promise<SignalResult> {
  const { reader, router, setting, ids } = options;
  const stored = await reader.readRun(run);
  assertOpen(stored);
  const signalId = request.signalId ?? ids.next();
  if (!(await router.deliver(run, toSignal(request, signalId)))) throw createRunEnded(run);
  if (request.verdict !== true) return { signalId, verdict: "kept" };
  const timeout = toTimeout(request);
  const updates = watchRun(reader, setting, run, stored.lastSeq, timeout);
  return awaitVerdict(updates, signalId);
}

async function mutate(
  { reader, runs, setting }: RunCommandsOptions,
  run: RunId,
  kind: Exclude<InboxMessage["kind"], "signal">,
  request: MutationRequest,
): Promise<MutationResult> {
  const stored = await reader.readRun(run);
  assertOpen(stored);
  const { requestId, actor, reason } = request;
  const message = {
    kind,
    requestId,
    ...(actor === undefined ? {} : { actor }),
    ...(reason === undefined ? {} : { reason }),
  };
  const driver = runs.drivers.get(run);
  const before = driver?.state.control;
  driver?.fold([toEvent(message)]);
  const changed = driver?.state.control !== before;
  if ((await driver?.recorded()) === true) return { changed };
  const isPaused = await willBePaused(setting.journal, stored);
  await setting.journal.post(run, message);
  return { changed: kind === "pause" ? !isPaused : kind !== "resume" || isPaused };
}

/** Whether the run is paused once its owner has read what was left for it so far. */
async function willBePaused(journal: JournalStore, { start, status }: StoredRun): Promise<boolean> {
  const messages = await journal.readInbox([start.runId]);
  const last = messages.findLast(({ message }) => message.kind === "pause" || message.kind === "resume");
  return last === undefined ? status === "paused" : last.message.kind === "pause";
}
