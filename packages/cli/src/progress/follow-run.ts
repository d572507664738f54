import type { Engine, RunId, TaskPath } from "@taskloom/interfaces";
import type { ProgressView } from "./progress-view.js";

type Listener = Pick<ProgressView, "show" | "log">;

/** Shows a run from its start, with the log of the task or of all, until it has ended or the signal is aborted. */
export async function followRun(
  engine: Pick<Engine, "watch" | "logs">,
  run: RunId,
  view: Listener,
  signal: AbortSignal,
  path?: TaskPath,
): Promise<void> {
  const ended = new AbortController();
  const stop = AbortSignal.any([ended.signal, signal]);
  const logs = followLogs(engine, run, view, { signal: stop, ...(path === undefined ? {} : { path }) });
  try {
    for await (const { changes } of engine.watch(run, 0, signal)) view.show(changes);
  } finally {
    ended.abort();
    await logs;
  }
}

/** Lines can be written until the last moment: what is there when the run has ended is still read. */
async function followLogs(
  engine: Pick<Engine, "logs">,
  run: RunId,
  view: Listener,
  { signal, ...of }: { readonly signal: AbortSignal; readonly path?: TaskPath },
): Promise<void> {
  let after = 0;
  for (const options of [{ follow: true, signal }, {}]) {
    for await (const line of engine.logs(run, { ...of, ...options, after })) {
      after = line.seq;
      view.log(line);
    }
  }
}
