import type { RunId } from "@taskloom/interfaces";
import proto from "@temporalio/proto";
import type { EngineSetting } from "./engine-setting.js";
import { describeExecution } from "./run-execution.js";
import { reachServer } from "./server-fault.js";

const WORKFLOW_QUEUE = proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW;

/** Whether a worker polls the queue of a run; without a run, that of the engine. The server forgets one after minutes. */
export async function hasPollers(setting: EngineSetting, run?: RunId): Promise<boolean> {
  return isPolled(setting, run === undefined ? setting.taskQueue : (await describeExecution(setting, run)).taskQueue);
}

/** Whether a worker polls a task queue, or has done so in the last minutes. */
export async function isPolled({ client }: EngineSetting, name: string): Promise<boolean> {
  const request = { namespace: client.options.namespace, taskQueue: { name }, taskQueueType: WORKFLOW_QUEUE };
  const { pollers } = await reachServer(async () => client.workflowService.describeTaskQueue(request));
  return (pollers ?? []).length > 0;
}
