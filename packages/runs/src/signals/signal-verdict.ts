import type { RunUpdate, SignalChange, SignalRequest, SignalResult, TaskError } from "@taskloom/interfaces";
import { isTerminalStatus } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";

/**
 * What became of a signal, read from what happens to its run.
 * @throws SIGNAL_NOT_EXPECTED, SIGNAL_INVALID, SIGNAL_BUFFER_FULL, SIGNAL_TIMEOUT, RUN_ENDED
 */
export async function awaitVerdict(updates: AsyncIterable<RunUpdate>, signalId: string): Promise<SignalResult> {
  let hasEnded = false;
  for await (const { changes } of updates) {
    for (const change of changes) {
      hasEnded ||= change.kind === "run" && isTerminalStatus(change.status);
      if (change.kind !== "signal" || change.signal !== signalId) continue;
      const result = toResult(change, signalId);
      if (result !== undefined) return result;
    }
  }
  if (!hasEnded) {
    throw new TaskloomError("SIGNAL_TIMEOUT", "no wait has judged the signal yet", { details: { signal: signalId } });
  }
  throw new TaskloomError("RUN_ENDED", "the run ended before a wait looked at the signal", {
    details: { signal: signalId },
  });
}

function toResult({ verdict, error }: SignalChange, signalId: string): SignalResult | undefined {
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
      return undefined;
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
