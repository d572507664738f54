import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isTerminalStatus } from "@taskloom/interfaces";
import type { RunDocument } from "@taskloom/interfaces";
import { startTaskloom, taskloomJson } from "../taskloom-process.fixture.js";
import type { StartedProcess } from "../taskloom-process.fixture.js";
import { exampleFile } from "./example-run.fixture.js";

/** Where runs of the example are killed. */
export interface KillingPlace {
  /** With the journal. */
  readonly cwd: string;
  readonly definition: string;
  /** `key=value` each. */
  readonly input: readonly string[];
}

/** What is known of a run after one of its processes was killed. */
interface Interruption {
  /** Tasks that had ended by then, by their idempotency keys. */
  readonly ended: ReadonlySet<string>;
  /** How often each handler had been started by then. */
  readonly starts: ReadonlyMap<string, number>;
}

export interface KilledRun {
  readonly document: RunDocument;
  readonly interruptions: readonly Interruption[];
  /** How often each handler was started in all, by the task's idempotency key. */
  readonly starts: ReadonlyMap<string, number>;
}

/** Runs the example, kills its process at most so many times, each time within `withinMs` of its first words, and continues it. */
export async function runWithKills(
  place: KillingPlace,
  runId: string,
  kills: number,
  withinMs: number,
): Promise<KilledRun> {
  const { cwd, definition, input } = place;
  const options = { cwd, env: { TASKLOOM_TEST_RECORD: recordOf(place, runId) } };
  const common = ["--handlers", exampleFile("recording-handlers.fixture.ts"), "--json"];
  const interruptions: Interruption[] = [];
  let current = startTaskloom(["run", definition, "--run-id", runId, "--input", ...input, ...common], options);
  while (interruptions.length < kills && (await killAtRandom(current, withinMs))) {
    const document = await readDocument(place, runId);
    interruptions.push(describeInterruption(document, countStarts(place, runId)));
    // Between the run's end and that of its process.
    if (isTerminalStatus(document.status)) return { document, interruptions, starts: countStarts(place, runId) };
    current = startTaskloom(["continue", runId, ...common], options);
  }
  const { code, stderr } = await current.ended;
  if (code !== 0) throw new Error(`run '${runId}' ended with ${code}: ${stderr}`);
  return { document: await readDocument(place, runId), interruptions, starts: countStarts(place, runId) };
}

/** False when it came to its end before. */
async function killAtRandom({ child, ended, says }: StartedProcess, withinMs: number): Promise<boolean> {
  await Promise.race([says("\n"), ended]);
  await pause(randomInt(withinMs));
  child.kill("SIGKILL");
  return (await ended).code === null;
}

async function readDocument({ cwd }: KillingPlace, runId: string): Promise<RunDocument> {
  return (await taskloomJson(["describe", runId, "--all"], { cwd })) as RunDocument;
}

function describeInterruption({ run_id, tasks }: RunDocument, starts: ReadonlyMap<string, number>): Interruption {
  const ended = tasks.filter(({ status }) => isTerminalStatus(status));
  return { ended: new Set(ended.map(({ path }) => `${run_id}:${path}`)), starts };
}

function countStarts(place: KillingPlace, runId: string): ReadonlyMap<string, number> {
  const starts = new Map<string, number>();
  const lines = readFileSync(recordOf(place, runId), { encoding: "utf8", flag: "a+" }).split("\n");
  for (const key of lines.slice(0, -1)) starts.set(key, (starts.get(key) ?? 0) + 1);
  return starts;
}

function recordOf({ cwd }: KillingPlace, runId: string): string {
  return join(cwd, `${runId}.record`);
}

/** Handlers that were started more often than they were under way at a kill, and once: by key, with both numbers. */
export function listNeedlessStarts({ starts, interruptions }: KilledRun): readonly unknown[] {
  return [...starts].flatMap(([key, started]) => {
    const underWay = interruptions.filter((at, number) => isUnderWay(key, at, interruptions[number - 1])).length;
    return started <= underWay + 1 ? [] : [{ key, started, underWay }];
  });
}

/** The process that was killed had started it, and its end was not recorded. */
function isUnderWay(key: string, { ended, starts }: Interruption, before: Interruption | undefined): boolean {
  return !ended.has(key) && (starts.get(key) ?? 0) > (before?.starts.get(key) ?? 0);
}

/** Handlers that had been started at a kill although the result of the one before them was not recorded: by key. */
export function listHastyStarts({ interruptions }: KilledRun): readonly string[] {
  return interruptions.flatMap(({ ended, starts }) =>
    [...starts.keys()].filter((key) => !listPredecessors(key).every((before) => ended.has(before))),
  );
}

/** Of the handlers of index-folder.yaml that follow one of the same item or composite. */
function listPredecessors(key: string): readonly string[] {
  const before = key.replace(/\/analyse\/.*$/, "/read").replace(/\/write\/markdown$/, "/write/json");
  return before === key ? [] : [before];
}
