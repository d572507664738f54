import {
  PROTOCOL_VERSION,
  type AdvanceHost,
  type AdvanceRequest,
  type AdvanceResult,
  type TaskPath,
} from "@taskloom/interfaces";
import { indexPlan } from "@taskloom/interpreter";
import { TaskloomError, toTaskError } from "@taskloom/shared";
import { AttemptError } from "./attempt-error.js";
import { loadItems } from "./child-specs.js";
import type { Definitions, KnownDefinition } from "./definitions.js";
import { isInfrastructure, toKnownError } from "./known-error.js";
import { overlayStore } from "./overlay-store.js";
import { performSteps } from "./perform-steps.js";
import type { AdvancePorts } from "./ports.js";
import { present } from "./present.js";
import { rebuildChildren } from "./rebuild-children.js";
import { isSlow } from "./slow-handler.js";
import { faultEvent } from "./step-events.js";
import type { CallSetting, StepRequest } from "./step-request.js";
import { createStoredValues, type StoredValues } from "./stored-values.js";

/** Makes one call: the only thing that asks orchestrators and runs handlers. */
export type Advance = (request: AdvanceRequest, host: AdvanceHost) => Promise<AdvanceResult>;

/**
 * Makes the call by which every step of every run is done. It performs the step that it is asked for, then, as far as
 * the host's limits allow, those that follow on the same branch without a handler; a relaxed unit goes on over
 * handlers. Its answer is a proposal: the driver folds it into the state as that is by then.
 * The call throws only `AttemptError`, for a failed attempt of the step that was asked for.
 */
export function createAdvance(ports: AdvancePorts): Advance {
  const values = createStoredValues(ports.blobs);
  return async (request, host) => {
    try {
      const definition = findDefinition(ports.definitions, request);
      if (definition === undefined) return missDefinition(request);
      return await makeCall(createSetting(ports, values, definition, request, host), request);
    } catch (error) {
      if (error instanceof AttemptError) throw error;
      return block(toKnownError(error));
    }
  };
}

/** A worker serves its own version of requests and the one before. */
const OLDEST_PROTOCOL = Math.max(1, PROTOCOL_VERSION - 1);

/** @throws PROTOCOL_UNSUPPORTED, TASK_TYPE_UNKNOWN */
function findDefinition(definitions: Definitions, request: AdvanceRequest): KnownDefinition | undefined {
  const { protocol, definition, slice } = request;
  if (protocol < OLDEST_PROTOCOL || protocol > PROTOCOL_VERSION) {
    const message = `requests of version ${protocol} are not served, only ${OLDEST_PROTOCOL} to ${PROTOCOL_VERSION}`;
    throw new TaskloomError("PROTOCOL_UNSUPPORTED", message);
  }
  if (definition !== undefined) definitions.add(definition);
  return definitions.find(slice.hash);
}

/** The repeat may reach another worker: it is to bring all that this one was missing. */
function missDefinition({ rebuild }: AdvanceRequest): AdvanceResult {
  return { outcome: "store_miss", definition: true, ...present("rebuild", rebuild) };
}

function missChildren({ definition }: AdvanceRequest, rebuild: readonly TaskPath[]): AdvanceResult {
  return { outcome: "store_miss", ...(definition !== undefined && { definition: true }), rebuild };
}

function block({ code, message, details }: TaskloomError): AdvanceResult {
  return { outcome: "blocked", code, message, details };
}

function createSetting(
  ports: AdvancePorts,
  values: StoredValues,
  definition: KnownDefinition,
  { slice, basis, rebuild }: AdvanceRequest,
  host: AdvanceHost,
): CallSetting {
  const index = indexPlan(definition.compiled.plan);
  const seen = rebuild === undefined ? ports : { ...ports, store: overlayStore(ports.store, ports.clock) };
  return { ports: seen, host, values, index, definition, slice, basis };
}

async function makeCall(setting: CallSetting, request: AdvanceRequest): Promise<AdvanceResult> {
  const first = toFirstStep(setting, request);
  const startedAt = setting.ports.clock.now();
  try {
    const missing = await findMissing(setting, request);
    if (missing.length > 0) return missChildren(request, missing);
    if (isSlow(setting, first.record)) return { outcome: "slow" };
    return { outcome: "proposal", events: await performSteps(setting, first) };
  } catch (error) {
    const fault = toKnownError(error);
    if (error instanceof AttemptError || isInfrastructure(fault)) throw error;
    const event = faultEvent({ setting, request: first, startedAt }, toTaskError(fault, request.path));
    return { outcome: "proposal", events: [event] };
  }
}

async function findMissing(setting: CallSetting, { path, rebuild = [] }: AdvanceRequest): Promise<readonly TaskPath[]> {
  const missing = rebuild.length === 0 ? rebuild : await rebuildChildren(setting, rebuild);
  return missing.length > 0 ? missing : loadItems(setting.ports.store, setting.slice, path);
}

function toFirstStep({ slice, host }: CallSetting, { path, ask, call }: AdvanceRequest): StepRequest {
  const record = slice.tasks[path];
  if (record?.call === undefined) throw new TaskloomError("BUG", `the slice has no call of ${path}`);
  const { now, attempt } = record.call;
  // The host counts on from the attempt that the run's state knows of; calls that make none stay so.
  return {
    record,
    ask,
    call,
    attempt: attempt === 0 ? 0 : host.attempt,
    now,
    memo: host.attemptMemo,
    isAskedFor: true,
  };
}
