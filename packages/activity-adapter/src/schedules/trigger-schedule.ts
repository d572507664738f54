import { setTimeout as sleep } from "node:timers/promises";
import type { RunId, WorkflowId } from "@taskloom/interfaces";
import { createScheduleNotFound, readSchedule, type CronTimes } from "@taskloom/runs";
import { isTaskloomError, TaskloomError } from "@taskloom/shared";
import { encodeScheduleOverlapPolicy, type ScheduleDescription } from "@temporalio/client";
import { msToTs } from "@temporalio/common/lib/time.js";
import type { EngineSetting } from "../engine/engine-setting.js";
import { describeExecution } from "../engine/run-execution.js";
import { reachServer } from "../engine/server-fault.js";
import { findSchedule } from "./find-schedules.js";
import { toScheduleId } from "./schedule-ids.js";
import { readRunInput } from "./wanted-schedule.js";

/** Runs of a schedule differ in the second of their time: how many seconds back one is looked for that has no run. */
const MAX_SECONDS_BACK = 60;

/** The server may still be about to start the run of so recent a time. */
const MAX_SERVER_DELAY_MS = 10_000;

/** The server gives up starting a run after this time. */
const MAX_WAIT_MS = 60_000;

const SHORTEST_MS = 20;
const LONGEST_MS = 500;

/**
 * Lets the server start a run now, as the first schedule of a workflow would, paused or not. While no run of it is open,
 * the started one holds the next one back as any other does. Where each of the last seconds has a run of its own, the
 * newest of them is given.
 * @throws SCHEDULE_NOT_FOUND, SERVER_UNREACHABLE
 */
export async function triggerSchedule(setting: EngineSetting, workflow: WorkflowId): Promise<RunId> {
  const schedule = await findSchedule(setting, toScheduleId(workflow, 0));
  const trigger = readRunInput(schedule?.action.args)?.scheduled?.trigger;
  if (schedule === undefined || trigger === undefined) throw createScheduleNotFound(workflow);
  const at = await findFreeSecond(setting, schedule, readSchedule(trigger).times);
  if (at === undefined) return schedule.info.recentActions.at(-1)?.action.workflow.workflowId ?? "";
  await askServer(setting, schedule, at);
  const run = toRunId(schedule, at);
  await awaitRun(setting, run);
  return run;
}

/** The newest second that has no run and gets none by the schedule itself, epoch milliseconds. */
async function findFreeSecond(
  setting: EngineSetting,
  schedule: ScheduleDescription,
  times: CronTimes,
): Promise<number | undefined> {
  const now = setting.now();
  const second = Math.floor(now / 1_000) * 1_000;
  for (let back = 0; back < MAX_SECONDS_BACK; back += 1) {
    const at = second - back * 1_000;
    const mayStart = now - at < MAX_SERVER_DELAY_MS && times.next(at - 1) === at;
    if (!mayStart && !(await exists(setting, toRunId(schedule, at)))) return at;
  }
  return undefined;
}

/** As the server does it. */
function toRunId({ action }: ScheduleDescription, at: number): RunId {
  return `${action.workflowId}-${new Date(at).toISOString().replace(".000Z", "Z")}`;
}

async function askServer({ client, ids }: EngineSetting, schedule: ScheduleDescription, at: number): Promise<void> {
  const mayOverlap = schedule.policies.overlap === "ALLOW_ALL" || schedule.info.runningActions.length > 0;
  const overlapPolicy = encodeScheduleOverlapPolicy(mayOverlap ? "ALLOW_ALL" : "BUFFER_ALL") ?? null;
  await reachServer(async () =>
    client.workflowService.patchSchedule({
      namespace: client.options.namespace,
      scheduleId: schedule.scheduleId,
      requestId: ids.next(),
      patch: { triggerImmediately: { overlapPolicy, scheduledTime: msToTs(at) } },
    }),
  );
}

async function awaitRun(setting: EngineSetting, run: RunId): Promise<void> {
  const until = setting.now() + MAX_WAIT_MS;
  for (let ms = SHORTEST_MS; !(await exists(setting, run)); ms = Math.min(LONGEST_MS, ms * 1.5)) {
    if (setting.now() > until) throw new TaskloomError("SERVER_UNREACHABLE", `the server has not started '${run}'`);
    await sleep(ms);
  }
}

async function exists(setting: EngineSetting, run: RunId): Promise<boolean> {
  try {
    await describeExecution(setting, run);
    return true;
  } catch (error) {
    if (isTaskloomError(error) && error.code === "RUN_NOT_FOUND") return false;
    throw error;
  }
}
