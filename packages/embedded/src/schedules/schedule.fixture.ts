import type { JsonObject, RunId } from "@taskloom/interfaces";
import { createScheduleReader } from "@taskloom/runs";
import { compile } from "../engine.fixture.js";
import type { JournalStore } from "../journal/journal-store.js";
import { createMemoryJournal } from "../journal/memory-journal.js";
import { listenTo } from "../listeners.js";
import { createScheduleCommands } from "./schedule-commands.js";
import { lookAtSchedules, type ScheduleLookOptions } from "./schedule-look.js";
import { createTriggerStarter, type TriggerStarter } from "../trigger-starter.js";

/** When tests begin: a Thursday. */
export const START = Date.parse("2026-01-01T00:00:00Z");

/** A journal with a clock that is set by hand, and one or more workers that look when they are told to. */
export interface ScheduleBench {
  readonly journal: JournalStore;
  /** Seconds since START. */
  time: number;
  readonly reports: unknown[];
  readonly commands: ReturnType<typeof createScheduleCommands>;
  /** A worker is given a definition with these triggers. */
  serve(triggers: readonly JsonObject[], content?: Readonly<Record<string, unknown>>): Promise<void>;
  /** A worker looks at the time given, or at the present one. */
  look(time?: number): Promise<void>;
  /** The scheduled times of all runs, as seconds since START, in the order of their starts. */
  started(): Promise<readonly number[]>;
  /** Ends all runs that are open. */
  endRuns(): Promise<void>;
  readonly starter: TriggerStarter;
  /** Another worker looks, at the present time. */
  lookWith(changes: Partial<ScheduleLookOptions>): Promise<void>;
}

/** Triggered runs tell their scheduled time by their input. */
export const INPUT = { at: "{{ trigger.scheduled_at }}" };

export function createScheduleBench(journal: JournalStore = createMemoryJournal()): ScheduleBench {
  const reports: unknown[] = [];
  const clock = { now: () => START + bench.time * 1_000 };
  const report = (_message: string, error: unknown): void => void reports.push(error);
  const starter = createTriggerStarter({
    journal,
    now: clock.now,
    report,
    create: async (runId, { id, hash }, input) => {
      const start = { runId, workflow: id, hash, input: { value: input }, labels: {} };
      const batch = { at: clock.now(), events: [{ kind: "run_started" } as const] };
      return (await journal.createRun({ start, batches: [batch], signals: [] })) !== undefined;
    },
  });
  const options = { journal, clock, starter, report, readSchedule: createScheduleReader() };
  const bench: ScheduleBench = {
    journal,
    time: 0,
    reports,
    commands: createScheduleCommands(options),
    serve: async (triggers, content = {}) => {
      const definition = compile({ tasks: [{ id: "a", type: "wait", duration: "1s" }], ...content, triggers });
      await journal.saveDefinition(definition);
      await listenTo(journal, definition, clock.now());
    },
    look: async (time = bench.time) => {
      bench.time = time;
      await lookAtSchedules(options, new Set(["test"]));
    },
    starter,
    lookWith: async (changes) => lookAtSchedules({ ...options, ...changes }, new Set(["test"])),
    started: async () => Promise.all((await listRuns(journal)).map(async (run) => readScheduledAt(journal, run))),
    endRuns: async () => {
      for (const run of await listRuns(journal)) await endRun(journal, run, clock.now());
    },
  };
  return bench;
}

async function listRuns(journal: JournalStore): Promise<RunId[]> {
  const listed: RunId[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined;) {
    const page = await journal.listRuns({}, cursor === "" ? {} : { cursor });
    listed.push(...page.runs.map(({ run_id: run }) => run));
    ({ cursor } = page);
  }
  return listed.toReversed();
}

async function readScheduledAt(journal: JournalStore, run: RunId): Promise<number> {
  const input = (await journal.readRun(run))?.start.input as { readonly value: { readonly at: string } };
  return (Date.parse(input.value.at) - START) / 1_000;
}

async function endRun(journal: JournalStore, run: RunId, at: number): Promise<void> {
  const stored = await journal.readRun(run);
  if (stored === undefined || stored.endedAt !== undefined) return;
  const batch = { at, events: [{ kind: "terminate_requested", requestId: "end" } as const] };
  const firstSeq = stored.lastSeq + 1;
  await journal.append({
    run,
    epoch: stored.epoch,
    firstSeq,
    batch,
    status: "canceled",
    ended: { status: "canceled", at },
  });
}
