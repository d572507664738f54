import type { CompiledDefinition, JsonObject } from "@taskloom/interfaces";
import { keySchedule, listSchedules } from "@taskloom/runs";
import { ScheduleAlreadyRunning, type ScheduleDescription } from "@temporalio/client";
import type { EngineSetting } from "../engine/engine-setting.js";
import { reachServer } from "../engine/server-fault.js";
import { findSchedules, unlessGone } from "./find-schedules.js";
import { isAsWanted } from "./is-as-wanted.js";
import { createWantedSchedule, type WantedSchedule } from "./wanted-schedule.js";

/** Workers that were given different versions of a definition might go on for ever. */
const MAX_PASSES = 3;

/**
 * Lets a server start the runs of the definitions' schedules: one Temporal schedule for each trigger by time, made,
 * changed or deleted only where it is not as it should be. What is paused stays so.
 * @throws SCHEDULE_INVALID, PLAN_TOO_LARGE, SHARED_STORE_REQUIRED, SERVER_UNREACHABLE
 */
export async function syncSchedules(setting: EngineSetting, definitions: readonly CompiledDefinition[]): Promise<void> {
  for (const definition of definitions) await syncDefinition(setting, definition);
}

/** Another worker may be doing the same: it is over when nothing had to be changed. */
async function syncDefinition(setting: EngineSetting, definition: CompiledDefinition): Promise<void> {
  const wanted: WantedSchedule[] = [];
  for (const [place, trigger] of listDistinct(definition).entries()) {
    wanted.push(await createWantedSchedule(setting, definition, trigger, place));
  }
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const found = await findSchedules(setting, definition.id);
    if (!(await change(setting, found, wanted))) return;
  }
}

/** Two triggers that differ in nothing but overlap or catch-up are one: the last counts. */
function listDistinct(definition: CompiledDefinition): readonly JsonObject[] {
  return [...new Map(listSchedules(definition).map((trigger) => [keySchedule(trigger), trigger])).values()];
}

/** Says whether anything had to be changed. What goes does so from the end: whoever comes between finds no gap. */
async function change(
  setting: EngineSetting,
  found: readonly ScheduleDescription[],
  wanted: readonly WantedSchedule[],
): Promise<boolean> {
  const isPaused = found.some(({ state }) => state.paused);
  const old = wanted.filter((one, place) => {
    const existing = found[place];
    return existing === undefined || !isAsWanted(existing, one);
  });
  for (const one of old) await put(setting, one, isPaused);
  const gone = found.slice(wanted.length).toReversed();
  for (const { scheduleId } of gone)
    await unlessGone(async () => setting.client.schedule.getHandle(scheduleId).delete());
  return old.length > 0 || gone.length > 0;
}

async function put({ client }: EngineSetting, wanted: WantedSchedule, isPaused: boolean): Promise<void> {
  const handle = client.schedule.getHandle(wanted.scheduleId);
  const updated = await unlessGone(async () => {
    await handle.update(({ state }) => ({ ...wanted, state }));
    return true;
  });
  if (updated === undefined) await create(client, wanted, isPaused);
}

async function create(client: EngineSetting["client"], wanted: WantedSchedule, paused: boolean): Promise<void> {
  await reachServer(async () => {
    try {
      await client.schedule.create({ ...wanted, state: { paused } });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    }
  });
}
