import type { JournalPage } from "../workflow/protocol.js";
import type { EngineSetting } from "./engine-setting.js";
import { createExecutionBell } from "./execution-bell.js";
import { readClose, type ExecutionClose } from "./execution-close.js";
import { createJournalReader } from "./read-journal.js";
import type { KnownRun } from "./run-execution.js";

/**
 * All that a run has folded, page by page, over all of its executions that the server has. With `follow` it goes on until the run has
 * ended, or the signal is aborted.
 */
export async function* readPages(
  setting: EngineSetting,
  known: KnownRun,
  follow?: AbortSignal,
): AsyncGenerator<JournalPage> {
  const { firstExecution, input } = known;
  let seq = input.carried?.state.seq ?? 0;
  for (let execution: string | undefined = firstExecution; execution !== undefined;) {
    let close: ExecutionClose | undefined;
    for await (const read of readExecution(setting, known, execution, seq, follow)) {
      if ("kind" in read) close = read;
      else {
        seq = lastSeq(read) ?? seq;
        yield read;
      }
    }
    if (close?.kind === "terminated") yield toTerminated(input.start, seq, close);
    execution = close?.kind === "continued" ? close.next : undefined;
  }
}

/** The pages of one execution, and at last how it was closed, if it was. */
async function* readExecution(
  setting: EngineSetting,
  run: KnownRun,
  execution: string,
  afterSeq: number,
  follow: AbortSignal | undefined,
): AsyncGenerator<JournalPage | ExecutionClose> {
  if (follow?.aborted === true) return;
  const bell = follow && createExecutionBell(setting.client, run.runId, execution, follow);
  const readJournal = createJournalReader(setting, run, execution, follow);
  try {
    let seq = afterSeq;
    let close = await readClose(setting, run.runId, execution);
    for (;;) {
      const page = await readJournal(seq);
      const last = lastSeq(page);
      yield page;
      seq = last ?? seq;
      if (page.hasMore) continue;
      if (close !== undefined) {
        yield close;
        return;
      }
      if (bell === undefined || !(await bell.next(last !== undefined))) return;
      if (bell.mayBeClosed()) close = await readClose(setting, run.runId, execution);
    }
  } finally {
    bell?.stop();
  }
}

function lastSeq({ batches }: JournalPage): number | undefined {
  const last = batches.at(-1);
  return last && last.firstSeq + last.events.length - 1;
}

/** A workflow that is closed from outside folds nothing more: what it would have is added here. */
function toTerminated(
  start: JournalPage["start"],
  seq: number,
  { at, reason, actor }: Extract<ExecutionClose, { readonly kind: "terminated" }>,
): JournalPage {
  const event = {
    kind: "terminate_requested",
    requestId: "temporal",
    ...(reason !== undefined && { reason }),
    ...(actor !== undefined && { actor }),
  } as const;
  return { start, batches: [{ at, firstSeq: seq + 1, events: [event] }], hasMore: false, blocked: {} };
}
