import type { RunId } from "@taskloom/interfaces";
import type { EngineSetting } from "../engine-setting.js";
import type { RunDriver } from "../run-driver.js";
import type { RunReader } from "../run-reader.js";

/**
 * Resolves when the run has ended, here or elsewhere, or the engine is closed.
 * @throws RUN_NOT_FOUND; what keeps the run from going on in this process
 */
export async function awaitEnd(
  reader: RunReader,
  { news, failures }: EngineSetting,
  drivers: ReadonlyMap<RunId, RunDriver>,
  run: RunId,
): Promise<void> {
  const bell = news.bell(run);
  try {
    while (drivers.has(run) || (await reader.readRun(run)).endedAt === undefined) {
      if (failures.has(run)) throw failures.get(run);
      if (!(await bell.next(() => !drivers.has(run)))) return;
    }
  } finally {
    bell.stop();
  }
}
