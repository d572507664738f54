import type { JsonValue } from "@taskloom/interfaces";
import { allHandlersFinished, CancellationScope, condition, scheduleActivity } from "@temporalio/workflow";
import { continueRun } from "./continue-run.js";
import { keepEarlySignals } from "./early-signals.js";
import { endAs } from "./end-as.js";
import { listenTo } from "./listen-to.js";
import { ACTIVITY_PREFIX, type CarriedRun, type FlushInput, type RunInput } from "./protocol.js";
import { RunDriver } from "./run-driver.js";
import { renderScheduled } from "./scheduled-input.js";
import { showStatus } from "./show-status.js";

/** The one workflow: drives a run of any definition. It serves every workflow type. */
// oxlint-disable-next-line import/no-default-export -- it serves every workflow type because it is the default
export default async function runWorkflow(input: RunInput): Promise<JsonValue> {
  const early = keepEarlySignals();
  const begun = input.scheduled === undefined ? input : await renderScheduled(input, input.scheduled);
  const driver = new RunDriver(begun);
  driver.begin(begun, early);
  listenTo(driver);
  const outcome = await driver.outcome;
  if (driver.budget.wantsFlush) await flush();
  // A workflow that was cancelled could not wait in its own scope.
  await CancellationScope.nonCancellable(async () => condition(() => allHandlersFinished() && !driver.isClosing));
  // It may have ended by what came with the reason to continue, or since.
  if (outcome !== "ended" && driver.state.endedAt === undefined)
    return continueRun(toNextInput(begun, outcome), outcome.state.startedAt);
  showStatus(input.options, driver.state.status);
  return endAs(driver.state);
}

function toNextInput({ plan, start, definition, options }: RunInput, carried: CarriedRun): RunInput {
  return { plan, start, definition, options, carried };
}

/**
 * What local activities did is recorded: a signal that meets the execution's end does not make them run again. That the
 * activity is scheduled is a record already; it need not be made where all workers are busy.
 */
async function flush(): Promise<void> {
  const input: FlushInput = { kind: "flush" };
  const options = { startToCloseTimeout: 10_000, scheduleToCloseTimeout: 30_000, summary: "flush" };
  const make = async (): Promise<unknown> => scheduleActivity(`${ACTIVITY_PREFIX}flush`, [input], options);
  await CancellationScope.nonCancellable(make).catch(() => undefined);
}
