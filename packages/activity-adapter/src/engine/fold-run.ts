import type { CompiledDefinition, RunId, TaskPath } from "@taskloom/interfaces";
import { createRunFold, createRunView, type RunFold, type RunView } from "@taskloom/runs";
import type { EngineSetting } from "./engine-setting.js";
import { readPages } from "./read-pages.js";
import { findRun, toDefinition } from "./run-execution.js";

/** A run as its readers see it. */
export interface FoldedRun {
  readonly definition: CompiledDefinition;
  /** Of all that the run has folded so far. */
  readonly fold: RunFold;
  readonly view: RunView;
  /** What holds tasks up from outside, as far as the run knows. */
  readonly blocked: Readonly<Record<TaskPath, string>>;
}

/** Folds a run, from what the server still has of it. @throws RUN_NOT_FOUND, SERVER_UNREACHABLE */
export async function foldRun(setting: EngineSetting, run: RunId): Promise<FoldedRun> {
  const known = await findRun(setting, run);
  const definition = toDefinition(known.input);
  const { start, carried } = known.input;
  const view = createRunView(carried?.state);
  let fold = createRunFold(definition, start, carried?.state);
  let blocked: FoldedRun["blocked"] = {};
  for await (const page of readPages(setting, known)) {
    // A run that a schedule has started gets its input at its beginning.
    if (fold.state.seq === 0) fold = createRunFold(definition, page.start);
    for (const batch of page.batches) fold.fold(batch, view.observe);
    ({ blocked } = page);
  }
  return { definition, fold, view, blocked };
}
