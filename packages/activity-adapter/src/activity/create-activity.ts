import { AttemptError, type Advance } from "@taskloom/advance";
import type {
  AdvanceResult,
  BlobStore,
  RunId,
  StoredValue,
  TaskLog,
  TaskStore,
  ValuesMoved,
} from "@taskloom/interfaces";
import { describeNote, keepInput, renderTriggerInput } from "@taskloom/runs";
import { isTaskloomError } from "@taskloom/shared";
import { Context } from "@temporalio/activity";
import { ApplicationFailure } from "@temporalio/common";
import type { DefinitionStore } from "../definition-store.js";
import type {
  ActivityInput,
  AdvanceInput,
  AdvanceOutput,
  MoveValuesInput,
  TriggerInput,
} from "../workflow/protocol.js";
import { ActivityHost } from "./activity-host.js";
import { keepValues, restoreValues } from "./carried-values.js";
import { claimOutputs, computeRoom } from "./claim-outputs.js";
import { toActivityFailure } from "./attempt-failure.js";
import { unlessLost } from "./unless-lost.js";

export interface ActivityParts {
  readonly advance: Advance;
  readonly definitions: DefinitionStore;
  readonly log: TaskLog;
  readonly store: TaskStore;
  readonly blobs: BlobStore;
  readonly now: () => number;
  /** Whether a run is paused: asked before an attempt is made again. */
  readonly isPaused: (run: RunId) => Promise<boolean>;
  /** Told of calls that the store made impossible and that are repeated. */
  readonly onStoreMiss?: () => void;
}

/** The one activity: everything that orchestrators and handlers do happens in it. Register it as `default`. */
export function createActivity(parts: ActivityParts): (input: ActivityInput) => Promise<unknown> {
  return async (input) => {
    switch (input.kind) {
      case "advance":
        return makeCall(parts, input);
      case "move_values":
        return moveValues(parts, input);
      case "trigger_input":
        return renderInput(parts, input);
      case "flush":
        return null;
    }
  };
}

async function makeCall(parts: ActivityParts, input: AdvanceInput): Promise<AdvanceOutput> {
  const context = Context.current();
  const host = new ActivityHost(context, input);
  const { attempt, memo } = host;
  const began = parts.now();
  // Temporal makes attempts again by itself; what a pause holds back is for the run to make.
  if (context.info.attempt > 1 && (await parts.isPaused(input.request.slice.runId))) {
    return { result: { outcome: "paused" }, attempt, memo, tookMs: 0 };
  }
  const stopBeating = host.startBeating();
  try {
    const result = await unlessLost(context, input.request.path, advance(parts, input, host));
    if (result.outcome === "store_miss" || result.outcome === "value_miss") parts.onStoreMiss?.();
    if (context.cancellationDetails?.notFound === true) noteLate(parts, input, result);
    return { result, attempt, memo: host.memo, tookMs: Math.max(0, parts.now() - began) };
  } catch (error) {
    if (!(error instanceof AttemptError)) throw error;
    const { path, slice } = input.request;
    const { hash } = slice;
    const definition = await parts.definitions.find(hash);
    const step = slice.tasks[path]?.step ?? "";
    throw toActivityFailure({ context, definition, path, step, hash, attempt }, error);
  } finally {
    stopBeating();
  }
}

/** The run has been closed meanwhile, and hears of nothing any more: its log is told here. */
function noteLate({ log, now }: ActivityParts, { request }: AdvanceInput, result: AdvanceOutput["result"]): void {
  const [event] = result.outcome === "proposal" ? result.events : [];
  if (event === undefined) return;
  const note = describeNote({ kind: "late", path: event.path, event: event.kind }, event);
  if (note !== undefined) void log.append(request.slice.runId, [{ at: now(), ...note }]).catch(() => undefined);
}

/** What an answer may have, in characters of JSON: the server takes 2 MB, and some are more than a byte long. */
const MAX_ANSWER_LENGTH = 1_000_000;

/** Decisions that have no room in the answer are left out: the run has them made again. */
function cutToSize(result: AdvanceResult): AdvanceResult {
  if (result.outcome !== "proposal" || result.events.length < 2) return result;
  let length = 0;
  const events = result.events.filter((event, index) => {
    length += JSON.stringify(event).length;
    return index === 0 || length <= MAX_ANSWER_LENGTH;
  });
  return { outcome: "proposal", events };
}

/** The definition is this process's, the store's, or that of the message. */
async function advance(
  parts: ActivityParts,
  { request, definition, lifted, sharedStore }: AdvanceInput,
  host: ActivityHost,
): Promise<AdvanceOutput["result"]> {
  const { slice } = request;
  const { hash, workflow, runId } = slice;
  if (!(await restoreValues(parts.store, slice, lifted))) return { outcome: "value_miss" };
  if (definition !== undefined) await parts.definitions.read(workflow, hash, definition.plan, definition.source);
  else await parts.definitions.find(hash);
  const room = computeRoom(slice, request.path);
  const result = cutToSize(await claim(parts.blobs, runId, room, await parts.advance(request, host)));
  if (sharedStore && result.outcome === "proposal") await keepValues(parts.store, runId, result.events);
  return result;
}

async function claim(blobs: BlobStore, run: RunId, room: number, result: AdvanceResult): Promise<AdvanceResult> {
  if (result.outcome !== "proposal") return result;
  return { outcome: "proposal", events: await claimOutputs(blobs, run, room, result.events) };
}

/** Without a blob store the values stay where they are. */
async function moveValues({ blobs }: ActivityParts, { runId, values }: MoveValuesInput): Promise<ValuesMoved> {
  try {
    const moved = values.map(async ({ place, value }) => ({ place, blob: await blobs.put(runId, value) }));
    return { kind: "values_moved", moved: await Promise.all(moved) };
  } catch (error) {
    if (isTaskloomError(error) && error.code === "SHARED_STORE_REQUIRED") return { kind: "values_moved", moved: [] };
    throw error;
  }
}

/** The input of a run that a schedule has started. */
async function renderInput({ definitions, blobs, now }: ActivityParts, input: TriggerInput): Promise<StoredValue> {
  const { start, plan, definition, trigger, scheduledAt } = input;
  const { compiled } = await definitions.read(start.workflow, start.hash, plan, definition);
  const cause = { type: "schedule", name: null, payload: {}, signal_id: null, scheduled_at: scheduledAt } as const;
  try {
    return await keepInput(blobs, start.runId, renderTriggerInput(compiled, trigger, cause, now()));
  } catch (error) {
    if (!isTaskloomError(error) || error.retryable) throw error;
    throw ApplicationFailure.nonRetryable(error.message, error.code, error.details);
  }
}
