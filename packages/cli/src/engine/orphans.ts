import { setTimeout as delay } from "node:timers/promises";
import type { Engine, RunId } from "@taskloom/interfaces";
import type { Runtime } from "@taskloom/worker";

/** A worker on the same journal takes a run up within a few looks at it. */
const LOOKS = 5;
const LOOK_EVERY_MS = 60;

/** Whether a run that was just started waits for a process that runs it. */
export async function isLeftAlone(runtime: Runtime, run: RunId): Promise<boolean> {
  if (runtime.kind === "temporal") return !(await runtime.engine.hasPollers(run));
  for (let look = 0; look < LOOKS; look += 1) {
    if (!(await hasNoOwner(runtime.engine, run))) return false;
    await delay(LOOK_EVERY_MS);
  }
  return true;
}

/** Whether no process runs an open run now. */
export async function isOrphan(runtime: Runtime, run: RunId): Promise<boolean> {
  if (runtime.kind === "temporal" && (await runtime.engine.hasPollers(run))) return false;
  return hasNoOwner(runtime.engine, run);
}

async function hasNoOwner(engine: Engine, run: RunId): Promise<boolean> {
  return (await engine.get(run, { detailed: true })).blocked === "NO_OWNER";
}
