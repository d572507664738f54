import type { CompiledDefinition, RunId, Signal, SignalDelivery, SignalSender } from "@taskloom/interfaces";
import {
  createTriggeredRunId,
  describeSignalCause,
  listTriggers,
  readLabels,
  renderTriggerInput,
} from "@taskloom/runs";
import { isTaskloomError } from "@taskloom/shared";
import type { EngineSetting } from "./engine-setting.js";
import { describeExecution } from "./run-execution.js";
import { reachServer } from "./server-fault.js";
import { assertSignalName } from "./signal-name.js";
import { deliverSignal } from "./signal-run.js";
import { createRun } from "./start-run.js";
import { quote } from "./visibility-query.js";

/** Told of a trigger that could not start its run. */
export type Report = (message: string, error: unknown) => void;

/**
 * Delivers signals by the server: to a target at once; without one to every open run of a definition that this process
 * knows and that waits for the name, as soon as the server's visibility shows it. A name that the server keeps for itself
 * is refused: NAME_RESERVED.
 */
export function createSignalSender(setting: EngineSetting, report: Report): SignalSender {
  return {
    send: async ({ target, ...signal }) => {
      assertSignalName(signal.name);
      if (target !== undefined) return sendTo(setting, target, signal);
      const runs = await findWaiting(setting, signal.name);
      const delivered = await Promise.all(runs.map(async (run) => tryDeliver(setting, run, signal)));
      return { delivered: sum(delivered), started: await startTriggered(setting, signal, report) };
    },
  };
}

/** @throws RUN_NOT_FOUND */
async function sendTo(setting: EngineSetting, run: RunId, signal: Signal): Promise<SignalDelivery> {
  await describeExecution(setting, run);
  return { delivered: await tryDeliver(setting, run, signal), started: 0 };
}

/** 1, or 0 when the run has ended. */
async function tryDeliver(setting: EngineSetting, run: RunId, signal: Signal): Promise<number> {
  try {
    await deliverSignal(setting, run, signal);
    return 1;
  } catch (error) {
    if (isTaskloomError(error) && (error.code === "RUN_ENDED" || error.code === "RUN_NOT_FOUND")) return 0;
    throw error;
  }
}

async function findWaiting({ client, served }: EngineSetting, name: string): Promise<RunId[]> {
  const workflows = served.listWaiting(name);
  if (workflows.length === 0) return [];
  const query = `ExecutionStatus = 'Running' AND WorkflowType IN (${workflows.map(quote).join(", ")})`;
  return reachServer(async () => {
    const runs: RunId[] = [];
    for await (const { workflowId } of client.workflow.list({ query })) runs.push(workflowId);
    return runs;
  });
}

async function startTriggered(setting: EngineSetting, signal: Signal, report: Report): Promise<number> {
  const started = setting.served.listTriggered(signal).map(async (definition) => {
    try {
      return await startOne(setting, definition, signal);
    } catch (error) {
      if (!isTaskloomError(error) || error.retryable) throw error;
      report(`a trigger of '${definition.id}' could not start a run`, error);
      return 0;
    }
  });
  return sum(await Promise.all(started));
}

/** 1, or 0 when the signal has started it before. */
async function startOne(setting: EngineSetting, definition: CompiledDefinition, signal: Signal): Promise<number> {
  const trigger = listTriggers(definition).find(({ name }) => name === signal.name);
  if (trigger === undefined) return 0;
  const input = renderTriggerInput(definition, trigger, describeSignalCause(signal), setting.now());
  const runId = createTriggeredRunId(definition.id, signal.id);
  const labels = readLabels(definition);
  return Number(await createRun(setting, { runId, definition, input, labels, requestId: signal.id }));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
