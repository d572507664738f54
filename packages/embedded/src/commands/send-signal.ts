import type { BroadcastResult, RunId, SignalRequest, SignalResult } from "@taskloom/interfaces";
import { awaitVerdict, createRunEnded, createSignal, toTimeout } from "@taskloom/runs";
import { assertOpen } from "../assert-open.js";
import type { EngineSetting } from "../engine-setting.js";
import type { RunReader } from "../run-reader.js";
import type { SignalRouter } from "../signal-router.js";
import { watchRun } from "./watch-run.js";

export interface SendSignalOptions {
  readonly setting: EngineSetting;
  readonly reader: RunReader;
  readonly router: SignalRouter;
}

/**
 * Sends a signal to one run; with `verdict`, waits until a wait of the run has judged it.
 * @throws RUN_NOT_FOUND, RUN_ENDED; what `awaitVerdict` throws
 */
export async function sendSignal(
  options: SendSignalOptions,
  run: RunId,
  request: SignalRequest,
): Promise<SignalResult> {
  const { reader, router, setting } = options;
  const stored = await reader.readRun(run);
  assertOpen(stored);
  const signal = createSignal(setting.ids, request);
  if (!(await router.deliver(run, signal))) throw createRunEnded(run);
  if (request.verdict !== true) return { signalId: signal.id, verdict: "kept" };
  const timeout = toTimeout(request);
  return awaitVerdict((seq) => watchRun(reader, setting, run, seq, timeout), stored.lastSeq, signal.id);
}

/** Sends a signal to whatever waits for it or is triggered by it. */
export async function broadcast(
  { router, setting }: SendSignalOptions,
  request: SignalRequest,
): Promise<BroadcastResult> {
  const signal = createSignal(setting.ids, request);
  return { signalId: signal.id, ...(await router.send(signal)) };
}
