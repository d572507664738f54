import type { JsonValue } from "@taskloom/interfaces";
import { allHandlersFinished, CancellationScope, condition, scheduleActivity } from "@temporalio/workflow";
import { continueRun } from "./continue-run.js";
import { keepEarlySignals, type EarlySignals } from "./early-signals.js";
import { endAs } from "./end-as.js";
import { listenTo } from "./listen-to.js";
import { ACTIVITY_PREFIX, type CarriedRun, type FlushInput, type RunInput } from "./protocol.js";
import { RunDriver, type Outcome } from "./run-driver.js";
import { renderScheduled } from "./scheduled-input.js";
import { showStatus } from "./show-status.js";

/** The one workflow: drives a run of any definition. It serves every workflow type. */
// oxlint-disable-next-line import/no-default-export -- it serves every workflow type because it is the default
export default async function runWorkflow(input: RunInput): Promise<JsonValue> {
  const early = keepEarlySignals();
  const begun = input.scheduled === undefined ? input : await renderScheduled(input, input.scheduled);
  const { driver, outcome } = await driveRun(begun, early);
  // A workflow that was cancelled could not wait here, and would leave out all that follows.
  await CancellationScope.nonCancellable(async () => condition(allHandlersFinished));
  // It may have ended by what came with the reason to continue.
  if (outcome !== "ended" && driver.state.endedAt === undefined)
    return continueRun(toNextInput(begun, outcome), outcome.state.startedAt);
  if (driver.budget.wantsFlush) await flush();
  showStatus(input.options, driver.state.status);
  return endAs(driver.state);
}

async function driveRun(
  input: RunInput,
  early: EarlySignals,
): Promise<{ readonly driver: RunDriver; readonly outcome: Outcome }> {
  let made: RunDriver | undefined;
  const outcome = await new Promise<Outcome>((resolve, reject) => {
    const driver = new RunDriver(input, resolve, reject);
    made = driver;
    driver.begin(input);
    driver.fold(early.events);
    // What came with the start finds a run that has begun.
    driver.noteCancelMark(early.mark);
    listenTo(driver, input.options);
  });
  if (made === undefined) throw new Error("a run that is over was driven");
  return { driver: made, outcome };
}

function toNextInput({ plan, start, definition, options }: RunInput, carried: CarriedRun): RunInput {
  return { plan, start, definition, options, carried };
}

/** What local activities did is recorded: a signal that meets the end of the run does not make them run again. */
async function flush(): Promise<void> {
  const input: FlushInput = { kind: "flush" };
  const options = { startToCloseTimeout: 10_000, summary: "flush" };
  await CancellationScope.nonCancellable(async () => scheduleActivity(`${ACTIVITY_PREFIX}flush`, [input], options));
}
