import type { RunId, RunUpdate, Signal, SignalRequest, SignalResult } from "@taskloom/interfaces";
import { awaitVerdict, createSignal, toTimeout } from "@taskloom/runs";
import { SIGNAL_UPDATE, type SignalMark, type SignalReceipt } from "../workflow/protocol.js";
import { changeOpen } from "./change-open.js";
import type { EngineSetting } from "./engine-setting.js";
import { assertFits } from "./message-limit.js";
import { assertSignalName } from "./signal-name.js";
import { updateRun } from "./update-run.js";

/** How a run is watched from an event on. */
export type Watch = (run: RunId, afterSeq: number, signal?: AbortSignal) => AsyncIterable<RunUpdate>;

/**
 * Sends a signal to one run; with `verdict`, waits until a wait of the run has judged it. Where no worker answers the
 * server keeps the signal for the next one.
 * @throws RUN_NOT_FOUND, RUN_ENDED, NAME_RESERVED, PAYLOAD_TOO_LARGE; what `awaitVerdict` throws
 */
export async function signalRun(
  setting: EngineSetting,
  watch: Watch,
  run: RunId,
  request: SignalRequest,
): Promise<SignalResult> {
  assertSignalName(request.name);
  const signal = createSignal(setting.ids, request);
  if (request.verdict !== true) {
    await deliverSignal(setting, run, signal);
    return { signalId: signal.id, verdict: "kept" };
  }
  const timeout = toTimeout(request);
  const asked = { name: SIGNAL_UPDATE, argument: signal, stop: timeout };
  const receipt = await updateRun<SignalReceipt>(setting, run, asked);
  if (receipt === undefined) await deliverSignal(setting, run, signal);
  return awaitVerdict((seq) => watch(run, seq, timeout), receipt?.afterSeq ?? 0, signal.id);
}

/** Hands a signal to an open run, durably. @throws RUN_NOT_FOUND, RUN_ENDED, PAYLOAD_TOO_LARGE */
export async function deliverSignal(setting: EngineSetting, run: RunId, signal: Signal): Promise<void> {
  const { id, name, payload, correlationId } = signal;
  assertFits(`the signal '${name}'`, payload);
  const mark: SignalMark = { id, ...(correlationId !== undefined && { correlationId }) };
  const handle = setting.client.workflow.getHandle(run);
  await changeOpen(setting, run, async () => handle.signal(name, payload, mark));
}
