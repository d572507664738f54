import { isTerminalStatus, type ControlEvent, type Signal, type TaskStatus } from "@taskloom/interfaces";
import {
  ApplicationFailure,
  CancellationScope,
  defineQuery,
  defineSignal,
  defineUpdate,
  setDefaultSignalHandler,
  setHandler,
} from "@temporalio/workflow";
import {
  CANCEL_SIGNAL,
  CONTROL_SIGNAL,
  CONTROL_UPDATE,
  JOURNAL_QUERY,
  SIGNAL_UPDATE,
  STATUS_QUERY,
  type CancelMark,
  type JournalPage,
  type RunOptions,
  type SignalReceipt,
} from "./protocol.js";
import type { RunDriver } from "./run-driver.js";
import { toSignalEvent } from "./run-signals.js";
import { showStatus } from "./show-status.js";

/** Lets people and programs ask things of a run. Handlers fold one event and return. */
export function listenTo(driver: RunDriver, options: RunOptions): void {
  setDefaultSignalHandler((name, ...args) => driver.fold([toSignalEvent(name, args)]));
  listenToCancel(driver);
  listenToControl(driver, options);
  setHandler(defineUpdate<SignalReceipt, [Signal]>(SIGNAL_UPDATE), (signal) => {
    assertOpen(driver);
    const afterSeq = driver.state.seq;
    return { afterSeq, verdict: driver.receive(signal) };
  });
  setHandler(defineQuery<TaskStatus>(STATUS_QUERY), () => driver.state.status);
  setHandler(defineQuery<JournalPage, [number]>(JOURNAL_QUERY), (afterSeq) => driver.journal.read(afterSeq));
}

/** Pause and resume: an update is answered, a signal waits for a worker. */
function listenToControl(driver: RunDriver, options: RunOptions): void {
  const control = (event: ControlEvent): boolean => {
    const before = driver.state.control;
    driver.fold([event]);
    const changed = driver.state.control !== before;
    if (changed) showStatus(options, driver.state.status);
    return changed;
  };
  setHandler(defineSignal<[ControlEvent]>(CONTROL_SIGNAL), (event) => void control(event));
  setHandler(defineUpdate<{ readonly changed: boolean }, [ControlEvent]>(CONTROL_UPDATE), (event) => {
    assertOpen(driver);
    return { changed: control(event) };
  });
}

/** Temporal's own cancel; our client says before who asks for it, and why. */
function listenToCancel(driver: RunDriver): void {
  setHandler(defineSignal<[CancelMark]>(CANCEL_SIGNAL), (mark) => driver.noteCancelMark(mark));
  CancellationScope.current().cancelRequested.catch(() => driver.cancel());
}

function assertOpen({ state }: RunDriver): void {
  if (!isTerminalStatus(state.status)) return;
  throw ApplicationFailure.nonRetryable(`run '${state.runId}' has ended`, "RUN_ENDED");
}
