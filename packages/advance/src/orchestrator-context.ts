import type { RunId } from "@taskloom/interfaces";
import type { OrchestratorContext, OrchestratorLog } from "@taskloom/shared";
import type { AdvancePorts } from "./ports.js";
import type { StepRequest } from "./step-request.js";

/** The world as one step reaches it: its log lines stand at the place of its task. */
export function createOrchestratorContext(ports: AdvancePorts, run: RunId, request: StepRequest): OrchestratorContext {
  const { store, handlers, signals, clock, ids } = ports;
  const done = { handlerStarted: false, signalSent: false };
  return { store, handlers, signals, clock, ids, done, log: createLog(ports, run, request) };
}

function createLog({ log, clock }: AdvancePorts, run: RunId, { record, attempt }: StepRequest): OrchestratorLog {
  return (level, message, data) => {
    const entry = { at: clock.now(), level, path: record.path, attempt, message };
    void log.append(run, [data === undefined ? entry : { ...entry, data }]).catch(ignoreLostLine);
  };
}

/** A log that cannot be written must not fail the task: it is for people. */
function ignoreLostLine(): void {
  return undefined;
}
