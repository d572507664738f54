import type { JsonValue } from "@taskloom/interfaces";
import { makeContinueAsNewFunc, workflowInfo } from "@temporalio/workflow";
import { MEMO_KEY, type RunInput } from "./protocol.js";

/**
 * Goes on as a new execution. Of each the server knows the start, but not that of the run: it goes along. A run that is
 * pinned to a version of its workers moves to the current one: servers of 1.32 do so, of 1.29 do not.
 */
export async function continueRun(input: RunInput, startedAt: number): Promise<never> {
  const { memo } = workflowInfo();
  const ours = { ...(memo?.[MEMO_KEY] as object | undefined), startedAt };
  const goOn = makeContinueAsNewFunc<(next: RunInput) => Promise<JsonValue>>({
    memo: { ...memo, [MEMO_KEY]: ours },
    initialVersioningBehavior: "AUTO_UPGRADE",
  });
  return goOn(input);
}
