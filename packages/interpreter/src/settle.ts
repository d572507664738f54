import type { TaskError } from "@taskloom/interfaces";
import { childEnded } from "./child-ended.js";
import { feedHungry } from "./fill-window.js";
import { offerSignals } from "./offer-signals.js";
import { parentOf } from "./records.js";
import type { Reduction } from "./reduction.js";
import { closeRun } from "./run-end.js";
import { topLevelEnded } from "./sequence.js";

/** Does what follows from a change, one thing at a time, until nothing more follows or the run ends. */
export function settle(reduction: Reduction): void {
  const { state } = reduction;
  let goesOn = true;
  while (goesOn && state.endedAt === undefined && state.closing === undefined) goesOn = settleNext(reduction);
}

/** Does the next thing that follows, and says whether there was one. */
function settleNext(reduction: Reduction): boolean {
  if (reduction.fault !== undefined) return failRun(reduction, reduction.fault);
  return hearNext(reduction) || offerNext(reduction) || feedHungry(reduction);
}

function failRun(reduction: Reduction, fault: TaskError): boolean {
  closeRun(reduction, "failed", fault);
  return true;
}

/** Lets a frame hear of what ended in it. */
function hearNext(reduction: Reduction): boolean {
  const next = reduction.ended.shift();
  if (next === undefined) return false;
  const { record, ending } = next;
  const around = reduction.state.tasks[parentOf(record)];
  if (around?.frame?.kind === "sequence") topLevelEnded(reduction, around.frame, record, ending);
  if (around?.frame?.kind === "children") childEnded(reduction, around, around.frame, record, ending);
  return true;
}

/** Lets waits look at signals. */
function offerNext(reduction: Reduction): boolean {
  const name = reduction.offers.shift();
  if (name === undefined) return false;
  offerSignals(reduction, name);
  return true;
}
