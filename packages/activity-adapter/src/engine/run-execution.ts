import type { CompiledDefinition, JsonObject, RunId } from "@taskloom/interfaces";
import { createRunNotFound } from "@taskloom/runs";
import { defaultPayloadConverter, WorkflowNotFoundError, type WorkflowExecutionDescription } from "@temporalio/client";
import type { RunInput } from "../workflow/protocol.js";
import type { EngineSetting } from "./engine-setting.js";
import { getHistory } from "./get-history.js";
import { GRPC, hasGrpcCode } from "./grpc-code.js";
import { reachServer } from "./server-fault.js";

/** A run, as the oldest message that the server still has of it says. Each execution but the last continued as another one. */
export interface KnownRun {
  readonly runId: RunId;
  readonly taskQueue: string;
  /** The oldest that is there: closed ones go when the namespace's retention is over, whether the run is open or not. */
  readonly firstExecution: string;
  /** Where executions are gone, with what the run had been by then. */
  readonly input: RunInput;
}

type HistoryEvent = NonNullable<NonNullable<Awaited<ReturnType<typeof getHistory>>["history"]>["events"]>[number];

/** The server's word on the newest execution of a run. @throws RUN_NOT_FOUND */
export async function describeExecution({ client }: EngineSetting, run: RunId): Promise<WorkflowExecutionDescription> {
  return reachServer(async () => {
    try {
      return await client.workflow.getHandle(run).describe();
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) throw createRunNotFound(run);
      throw error;
    }
  });
}

/** @throws RUN_NOT_FOUND */
export async function findRun(setting: EngineSetting, run: RunId): Promise<KnownRun> {
  const { raw, runId, taskQueue } = await describeExecution(setting, run);
  const first = await readStart(setting, run, raw.workflowExecutionInfo?.firstRunId || runId);
  const known = first ?? (await findOldest(setting, run, runId));
  if (known === undefined) throw createRunNotFound(run);
  const { execution: firstExecution, input } = known;
  // A schedule could not know the id.
  return { runId: run, taskQueue, firstExecution, input: { ...input, start: { ...input.start, runId: run } } };
}

/** How an execution began. */
interface ExecutionStart {
  readonly execution: string;
  readonly input: RunInput;
  /** The one that continued as this; empty when none did. */
  readonly before: string;
}

/** Undefined when the server does not have it, or it is no run of ours. */
async function readStart(setting: EngineSetting, run: RunId, execution: string): Promise<ExecutionStart | undefined> {
  const event = await readFirstEvent(setting, run, execution);
  const { input, continuedExecutionRunId } = event?.workflowExecutionStartedEventAttributes ?? {};
  const [payload] = input?.payloads ?? [];
  if (payload === undefined) return undefined;
  const before = continuedExecutionRunId ?? "";
  return { execution, input: defaultPayloadConverter.fromPayload<RunInput>(payload), before };
}

async function readFirstEvent(
  setting: EngineSetting,
  run: RunId,
  execution: string,
): Promise<HistoryEvent | undefined> {
  try {
    const { history } = await getHistory(setting, run, execution, { maximumPageSize: 1 });
    return history?.events?.[0];
  } catch (error) {
    if (hasGrpcCode(error, GRPC.notFound)) return undefined;
    throw error;
  }
}

/** From the newest back, one after the other. */
async function findOldest(setting: EngineSetting, run: RunId, newest: string): Promise<ExecutionStart | undefined> {
  let oldest = await readStart(setting, run, newest);
  while (oldest !== undefined && oldest.before !== "") {
    const before = await readStart(setting, run, oldest.before);
    if (before === undefined) break;
    oldest = before;
  }
  return oldest;
}

/** What can be read from the message alone: the plan, and the content unless it is a blob. */
export function toDefinition({ plan, start, definition }: RunInput): CompiledDefinition {
  const content: JsonObject = "content" in definition ? definition.content : {};
  return { id: start.workflow, hash: start.hash, plan, definition: content };
}
