import type { Clock, CompiledDefinition, Schedules, WorkflowId } from "@taskloom/interfaces";
import { createScheduleReader } from "@taskloom/runs";
import type { JournalStore } from "../journal/journal-store.js";
import { startPoller } from "../poller.js";
import { createScheduleCommands } from "./schedule-commands.js";
import { lookAtSchedules } from "./schedule-look.js";
import type { TriggerStarter } from "../trigger-starter.js";

/** How often a worker looks whether a time has come. */
const LOOK_EVERY_MS = 200;

/** Starts runs at the times of their schedules, while a worker runs. */
export interface Scheduler {
  readonly schedules: Schedules;
  /** Looks after the schedules of these definitions, which listen already. */
  serve(definitions: readonly CompiledDefinition[]): Promise<void>;
  stop(): Promise<void>;
}

export interface SchedulerOptions {
  readonly journal: JournalStore;
  readonly clock: Clock;
  readonly starter: TriggerStarter;
  readonly isWorker: boolean;
  readonly report: (message: string, error: unknown) => void;
}

export function createScheduler({ isWorker, ...parts }: SchedulerOptions): Scheduler {
  const options = { ...parts, readSchedule: createScheduleReader() };
  const served = new Set<WorkflowId>();
  const look = async (): Promise<void> => lookAtSchedules(options, served);
  const fail = (error: unknown): void => parts.report("the schedules could not be looked at", error);
  const poller = isWorker ? startPoller(LOOK_EVERY_MS, look, fail) : undefined;
  return {
    schedules: createScheduleCommands(options),
    serve: async (definitions) => {
      for (const { id } of definitions) served.add(id);
    },
    stop: async () => poller?.stop(),
  };
}
