import type { RunUpdate, SignalChange, SignalRequest, SignalResult, TaskError } from "@taskloom/interfaces";
import { isTerminalStatus } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";

/** What happens to a run, from the event after this one on. */
type UpdatesAfter = (seq: number) => AsyncIterable<RunUpdate>;

type Verdict = SignalChange["verdict"];

/** After which a sender has its answer. */
const ANSWERS: readonly Verdict[] = ["not_expected", "full", "refused", "taken", "dropped", "duplicate"];

/** A run that had no room for a signal may keep it when it comes again: what counts is what a wait has said. */
const JUDGEMENTS: readonly Verdict[] = ["refused", "taken", "dropped"];

/**
 * What became of a signal that was sent after an event, read from what happens to its run. The verdict on one that the
 * run has had already is the earlier one.
 * @throws SIGNAL_NOT_EXPECTED, SIGNAL_INVALID, SIGNAL_BUFFER_FULL, SIGNAL_TIMEOUT, RUN_ENDED
 */
export async function awaitVerdict(updates: UpdatesAfter, afterSeq: number, signalId: string): Promise<SignalResult> {
  const answer = await findChange(updates(afterSeq), signalId, ANSWERS);
  const isRepeat = answer.verdict === "duplicate";
  return toResult(isRepeat ? await findChange(updates(0), signalId, JUDGEMENTS) : answer, signalId);
}

async function findChange(
  updates: AsyncIterable<RunUpdate>,
  signalId: string,
  verdicts: readonly Verdict[],
): Promise<SignalChange> {
  let hasEnded = false;
  for await (const { changes } of updates) {
    for (const change of changes) {
      hasEnded ||= change.kind === "run" && isTerminalStatus(change.status);
      const isAbout = change.kind === "signal" && change.signal === signalId;
      if (isAbout && verdicts.includes(change.verdict)) return change;
    }
  }
  if (!hasEnded) {
    throw new TaskloomError("SIGNAL_TIMEOUT", "no wait has judged the signal yet", { details: { signal: signalId } });
  }
  throw new TaskloomError("RUN_ENDED", "the run ended before a wait looked at the signal", {
    details: { signal: signalId },
  });
}

function toResult({ verdict, error }: SignalChange, signalId: string): SignalResult {
  switch (verdict) {
    case "not_expected":
      throw new TaskloomError("SIGNAL_NOT_EXPECTED", "no wait of the run's definition has that signal's name");
    case "full":
      throw new TaskloomError("SIGNAL_BUFFER_FULL", "the run keeps as many signals as it can");
    case "refused":
      throw refused(error);
    case "taken":
    case "dropped":
      return { signalId, verdict };
    default:
      return { signalId, verdict: "kept" };
  }
}

function refused(error: TaskError | undefined): TaskloomError {
  const message = error?.message ?? "the signal does not fit what the wait expects";
  return new TaskloomError("SIGNAL_INVALID", message, { details: error?.details ?? null });
}

/** Limits how long a sender waits for the verdict. */
export function toTimeout({ timeoutMs }: SignalRequest): AbortSignal | undefined {
  return timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
}
