import type { Engine, SignalSender } from "@taskloom/interfaces";
import { createSignal } from "@taskloom/runs";
import { cancelRun, controlRun, terminateRun } from "./change-run.js";
import type { EngineSetting } from "./engine-setting.js";
import { listRuns } from "./list-runs.js";
import { ENGINE_NAME, readDocument } from "./read-document.js";
import { retryRun } from "./retry-run.js";
import { signalRun, type Watch } from "./signal-run.js";
import { startRun } from "./start-run.js";
import { watchRun } from "./watch-run.js";

/** The engine on a Temporal server, as its client sees it: workers run the runs. */
export function createTemporalEngine(setting: EngineSetting, signals: SignalSender): Engine {
  const closing = new AbortController();
  const watch: Watch = (run, afterSeq, signal) => {
    const stop = signal === undefined ? closing.signal : AbortSignal.any([closing.signal, signal]);
    return watchRun(setting, run, afterSeq, stop);
  };
  return {
    name: ENGINE_NAME,
    start: async (request) => startRun(setting, request),
    get: async (run, options = {}) => readDocument(setting, run, options),
    list: async (filter = {}, page = {}) => listRuns(setting, filter, page),
    watch: (run, afterSeq = 0, signal) => watch(run, afterSeq, signal),
    signal: async (run, request) => signalRun(setting, watch, run, request),
    broadcast: async (request) => {
      const signal = createSignal(setting.ids, request);
      return { signalId: signal.id, ...(await signals.send(signal)) };
    },
    cancel: async (run, request) => cancelRun(setting, run, request),
    terminate: async (run, request) => terminateRun(setting, run, request),
    pause: async (run, request) => controlRun(setting, run, "pause_requested", request),
    resume: async (run, request) => controlRun(setting, run, "resume_requested", request),
    retry: async (run, request) => retryRun(setting, run, request),
    logs: (run, options) => setting.log.read(run, options),
    close: async () => closing.abort(),
  };
}
