import { AttemptError } from "@taskloom/advance";
import type { AdvanceResult, BlobStore, RunId } from "@taskloom/interfaces";
import { describeNote } from "@taskloom/runs";
import { isTaskloomError } from "@taskloom/shared";
import { Context } from "@temporalio/activity";
import type { AdvanceInput, AdvanceOutput } from "../workflow/protocol.js";
import { ActivityHost } from "./activity-host.js";
import type { ActivityParts } from "./activity-parts.js";
import { toActivityFailure } from "./attempt-failure.js";
import { keepSlice, keepValues, restoreValues } from "./carried-values.js";
import { claimOutputs, computeRoom } from "./claim-outputs.js";
import { cutToSize } from "./cut-to-size.js";
import { unlessLost } from "./unless-lost.js";

/**
 * Makes a call of `advance`.
 * @throws ApplicationFailure for a failed attempt
 */
export async function makeCall(parts: ActivityParts, input: AdvanceInput): Promise<AdvanceOutput> {
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

async function advance(
  parts: ActivityParts,
  input: AdvanceInput,
  host: ActivityHost,
): Promise<AdvanceOutput["result"]> {
  const { request, lifted, sharedStore, carriesAll } = input;
  const { slice } = request;
  if (!(await restoreValues(parts.store, slice, lifted))) return { outcome: "value_miss" };
  if (carriesAll === true) await keepSlice(parts.store, slice);
  const blocked = await learnDefinition(parts, input);
  if (blocked !== undefined) return blocked;
  const room = computeRoom(slice, request.path);
  const result = cutToSize(await claim(parts.blobs, slice.runId, room, await parts.advance(request, host)));
  if (!sharedStore || result.outcome !== "proposal") return result;
  return { outcome: "proposal", events: await keepValues(parts.store, result.events) };
}

/**
 * The definition is this process's, the store's, or that of the message. One that cannot be read holds the call up: no
 * attempt is made.
 */
async function learnDefinition(
  { definitions }: ActivityParts,
  { request, definition }: AdvanceInput,
): Promise<AdvanceResult | undefined> {
  const { hash, workflow } = request.slice;
  try {
    if (definition === undefined) await definitions.find(hash);
    else await definitions.read(workflow, hash, definition.plan, definition.source);
    return undefined;
  } catch (error) {
    if (!isTaskloomError(error)) throw error;
    const { code, message, details } = error;
    return { outcome: "blocked", code, message, details };
  }
}

async function claim(blobs: BlobStore, run: RunId, room: number, result: AdvanceResult): Promise<AdvanceResult> {
  if (result.outcome !== "proposal") return result;
  return { outcome: "proposal", events: await claimOutputs(blobs, run, room, result.events) };
}
