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
  type SignalReceipt,
} from "./protocol.js";
import type { RunDriver } from "./run-driver.js";
import { toSignalEvent } from "./run-signals.js";

/** Lets people and programs ask things of a run. */
export function listenTo(driver: RunDriver): void {
  setDefaultSignalHandler((name, ...args) => driver.signal(toSignalEvent(name, args)));
  listenToCancel(driver);
  listenToControl(driver);
  listenToSignals(driver);
  setHandler(defineQuery<TaskStatus>(STATUS_QUERY), () => driver.state.status);
  setHandler(defineQuery<JournalPage, [number]>(JOURNAL_QUERY), (afterSeq) => driver.journal.read(afterSeq));
}

/** Pause and resume: an update is answered, a signal waits for a worker. */
function listenToControl(driver: RunDriver): void {
  setHandler(defineSignal<[ControlEvent]>(CONTROL_SIGNAL), (event) => driver.signal(event));
  const control = (event: ControlEvent): { readonly changed: boolean } => {
    assertOpen(driver);
    const before = driver.state.control;
    driver.fold(event);
    return { changed: driver.state.control !== before };
  };
  const validator = (event: unknown): void => assertHas(event, ["kind", "requestId"]);
  setHandler(defineUpdate<{ readonly changed: boolean }, [ControlEvent]>(CONTROL_UPDATE), control, { validator });
}

function listenToSignals(driver: RunDriver): void {
  const take = (signal: Signal): SignalReceipt => {
    assertOpen(driver);
    const afterSeq = driver.state.seq;
    return { afterSeq, verdict: driver.receive(signal) };
  };
  const validator = (signal: unknown): void => assertHas(signal, ["name", "id", "payload"]);
  setHandler(defineUpdate<SignalReceipt, [Signal]>(SIGNAL_UPDATE), take, { validator });
}

/** Any client can send an update: what is none of ours is refused, or it would fail the workflow task. */
function assertHas(argument: unknown, keys: readonly string[]): void {
  const isOurs = typeof argument === "object" && argument !== null && keys.every((key) => key in argument);
  if (!isOurs) throw ApplicationFailure.nonRetryable(`the update needs ${keys.join(", ")}`, "INPUT_INVALID");
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
