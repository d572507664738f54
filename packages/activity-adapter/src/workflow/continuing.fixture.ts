import type { JsonObject, RunDocument } from "@taskloom/interfaces";
import { expect, onTestFinished } from "vitest";
import { createRunBench, type RunBench } from "../run-bench.fixture.js";
import type { RunOptions } from "./protocol.js";

/** Every execution of a run has room for an activity or two. */
const SOON = 12;

/** What a person or a program does while the run is on its way; gives the run. */
export type Scenario = (bench: RunBench) => Promise<string>;

/** A scenario that starts a run of the definition and leaves it alone. */
export function undisturbed(definition: JsonObject): Scenario {
  return async (bench) => bench.start(definition);
}

export interface ContinuedRun {
  /** The run that continued as new. */
  readonly document: RunDocument;
  readonly bench: RunBench;
}

/** Plays a scenario on an engine whose runs continue as new all the time, and on a usual one: the documents are equal but for times. */
export async function expectSameDocument(
  scenario: Scenario,
  runOptions: Partial<RunOptions> = {},
): Promise<ContinuedRun> {
  const continuing = { ...runOptions, continueAfterEvents: SOON };
  const [usual, continued] = await Promise.all([play(scenario, runOptions), play(scenario, continuing)]);
  expect(withoutChance(continued.document)).toStrictEqual(withoutChance(usual.document));
  expect(await usual.bench.listExecutions(usual.document.run_id)).toHaveLength(1);
  expect((await continued.bench.listExecutions(continued.document.run_id)).length).toBeGreaterThan(1);
  return continued;
}

async function play(scenario: Scenario, runOptions: Partial<RunOptions>): Promise<ContinuedRun> {
  const bench = await createRunBench({ runOptions });
  onTestFinished(bench.close);
  return { document: await bench.awaitEnd(await scenario(bench)), bench };
}

/** When things happened, and which run it was, differs. */
const OF_ONE_RUN = new Set(["run_id", "started_at", "ended_at", "received_at"]);

/** Where children run at once, the order of their creation is a matter of chance. */
function withoutChance(document: RunDocument): unknown {
  const tasks = document.tasks.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const isKept = (key: string, value: unknown): unknown => (OF_ONE_RUN.has(key) ? undefined : value);
  return JSON.parse(JSON.stringify({ ...document, tasks }, isKept));
}
