import { createEngineHandlers, type EngineHandlers } from "@taskloom/contracts";
import type { CompiledDefinition, JsonObject, RunDocument, Schedules, ScheduleSummary } from "@taskloom/interfaces";
import type { ScheduleDescription } from "@temporalio/client";
import { vi } from "vitest";
import { compile, createTestEngine, type TestEngine, type TestEngineOptions } from "../engine.fixture.js";
import { findSchedules } from "./find-schedules.js";
import { syncSchedules } from "./sync-schedules.js";
import { createTemporalSchedules } from "./temporal-schedules.js";

/** An engine, and a workflow of its own whose schedules are tested. */
export interface ScheduleBench extends TestEngine {
  readonly workflow: string;
  readonly handlers: EngineHandlers;
  readonly schedules: Schedules;
  /** What a worker does that is given the workflow with these triggers. */
  sync(triggers: readonly JsonObject[], content?: JsonObject): Promise<CompiledDefinition>;
  /** The workflow's schedules, as the server has them. */
  find(): Promise<readonly ScheduleDescription[]>;
  /** The workflow's schedules, as people see them, once there are so many. */
  list(length: number): Promise<readonly ScheduleSummary[]>;
  /** The first runs of the workflow, oldest first, once there are so many. */
  awaitRuns(length: number): Promise<readonly string[]>;
  awaitEnd(run: string): Promise<RunDocument>;
}

/** What runs of the usual workflow are given, and tell again. */
export const INPUT = { at: "{{ trigger.scheduled_at }}" };

/** No time of it comes while tests run. */
export const RARELY = { type: "schedule", cron: "0 0 29 2 *" };

export const EACH_SECOND = { type: "schedule", cron: "* * * * * *", input: INPUT };

const TASKS = [{ id: "tell", action: "echo", with: "{{ workflow.input }}" }];

const PATIENCE = { timeout: 25_000, interval: 100 };

let workflows = 0;

export async function createScheduleBench({
  hasWorker = false,
  ...options
}: TestEngineOptions = {}): Promise<ScheduleBench> {
  const workflow = `scheduled-${process.pid}-${(workflows += 1)}`;
  const handlers = createEngineHandlers();
  const made = await createTestEngine(handlers, { hasWorker, ...options });
  const { engine, setting } = made;
  const schedules = createTemporalSchedules(setting);
  const list = async (): Promise<readonly ScheduleSummary[]> =>
    (await schedules.list()).filter((one) => one.workflow === workflow);
  const sync: ScheduleBench["sync"] = async (triggers, content = {}) => {
    const definition = compile({ tasks: TASKS, ...content, id: workflow, triggers });
    await syncSchedules(setting, [definition]);
    return definition;
  };
  return {
    ...made,
    workflow,
    handlers,
    schedules,
    sync,
    find: async () => findSchedules(setting, workflow),
    list: async (length) => vi.waitUntil(async () => ofLength(length, await list()), PATIENCE),
    awaitRuns: async (length) => {
      const runs = await vi.waitUntil(async () => {
        const page = await engine.list({ workflow });
        return page.runs.length < length ? undefined : page.runs;
      }, PATIENCE);
      return runs.map(({ run_id: run }) => run).toReversed();
    },
    awaitEnd: async (run) => {
      for await (const _update of engine.watch(run));
      return engine.get(run);
    },
    close: async () => {
      await sync([]);
      await made.close();
    },
  };
}

/** The scheduled time that a run of the usual workflow tells, as it was given it. */
export function readTold({ output }: RunDocument): string {
  return (output as { readonly tell: { readonly at: string } }).tell.at;
}

function ofLength<T>(length: number, items: readonly T[]): readonly T[] | undefined {
  return items.length === length ? items : undefined;
}
