import { randomUUID } from "node:crypto";
import {
  isTerminalStatus,
  type CompiledDefinition,
  type Engine,
  type JsonValue,
  type Journal,
  type RunId,
} from "@taskloom/interfaces";
import type { SignalToSend } from "../input/read-signals.js";
import type { StartOptions } from "../options/start-options.js";
import { except } from "./except.js";

/** What a run begins with. */
export interface Beginning {
  readonly definition: CompiledDefinition;
  readonly input: JsonValue;
  readonly signals?: readonly SignalToSend[];
  readonly options: StartOptions;
}

/** Starts a run. `started` is false when one of that id was there and may be used. */
export async function startRun(
  engine: Engine,
  { definition, input, signals = [], options: { runId, ifExists } }: Beginning,
): Promise<{ readonly runId: RunId; readonly started: boolean }> {
  const result = await engine.start({
    definition,
    input,
    requestId: randomUUID(),
    ...(runId === undefined ? {} : { runId }),
    ...(ifExists === undefined ? {} : { ifExists }),
  });
  if (result.started) for (const signal of signals) await except("RUN_ENDED", engine.signal(result.runId, signal));
  return result;
}

/** Starts a run in this process, or takes the existing one up unless it has ended or another process runs it. */
export async function beginRun(engine: Engine & Journal, beginning: Beginning): Promise<RunId> {
  const { runId, started } = await startRun(engine, beginning);
  if (started || isTerminalStatus((await engine.get(runId)).status)) return runId;
  await except("RUN_OWNED", engine.continue(runId));
  return runId;
}
