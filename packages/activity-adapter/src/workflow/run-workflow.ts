import type { JsonValue } from "@taskloom/interfaces";
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  makeContinueAsNewFunc,
  scheduleActivity,
} from "@temporalio/workflow";
import { keepEarlySignals, type EarlySignals } from "./early-signals.js";
import { endAs } from "./end-as.js";
import { listenTo } from "./listen-to.js";
import { ACTIVITY_PREFIX, type CarriedRun, type FlushInput, type RunInput, type RunOptions } from "./protocol.js";
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
  if (outcome !== "ended" && driver.state.endedAt === undefined) return continueAs(toNextInput(begun, outcome));
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
    // What came with the start finds a run that has begun.
    foldEarly(driver, early, input.options);
    listenTo(driver, input.options);
  });
  if (made === undefined) throw new Error("a run that is over was driven");
  return { driver: made, outcome };
}

function foldEarly(driver: RunDriver, { events, mark }: EarlySignals, options: RunOptions): void {
  const before = driver.state.control;
  driver.fold(events);
  if (driver.state.control !== before) showStatus(options, driver.state.status);
  driver.noteCancelMark(mark);
}

function toNextInput({ plan, start, definition, options }: RunInput, carried: CarriedRun): RunInput {
  return { plan, start, definition, options, carried };
}

/** A run that is pinned to a version of its workers moves to the current one: servers of 1.32 do so, of 1.29 do not. */
async function continueAs(next: RunInput): Promise<never> {
  return makeContinueAsNewFunc<typeof runWorkflow>({ initialVersioningBehavior: "AUTO_UPGRADE" })(next);
}

/** What local activities did is recorded: a signal that meets the end of the run does not make them run again. */
async function flush(): Promise<void> {
  const input: FlushInput = { kind: "flush" };
  const options = { startToCloseTimeout: 10_000, summary: "flush" };
  await CancellationScope.nonCancellable(async () => scheduleActivity(`${ACTIVITY_PREFIX}flush`, [input], options));
}
