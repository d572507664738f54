import type { CompiledDefinition, JsonObject, RunId } from "@taskloom/interfaces";
import { createRunNotFound } from "@taskloom/runs";
import { defaultPayloadConverter, WorkflowNotFoundError, type WorkflowExecutionDescription } from "@temporalio/client";
import type { RunInput } from "../workflow/protocol.js";
import type { EngineSetting } from "./engine-setting.js";
import { getHistory } from "./get-history.js";
import { reachServer } from "./server-fault.js";

/** A run, as its first message has it. Each execution but the last continued as another one. */
export interface KnownRun {
  readonly runId: RunId;
  readonly taskQueue: string;
  readonly firstExecution: string;
  readonly input: RunInput;
}

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
  const firstExecution = raw.workflowExecutionInfo?.firstRunId || runId;
  const { history } = await getHistory(setting, run, firstExecution, { maximumPageSize: 1 });
  const [payload] = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  if (payload === undefined) throw createRunNotFound(run);
  const input = defaultPayloadConverter.fromPayload<RunInput>(payload);
  // A schedule could not know the id.
  return { runId: run, taskQueue, firstExecution, input: { ...input, start: { ...input.start, runId: run } } };
}

/** What can be read from the message alone: the plan, and the content unless it is a blob. */
export function toDefinition({ plan, start, definition }: RunInput): CompiledDefinition {
  const content: JsonObject = "content" in definition ? definition.content : {};
  return { id: start.workflow, hash: start.hash, plan, definition: content };
}
