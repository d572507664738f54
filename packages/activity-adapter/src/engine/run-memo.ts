import type { JsonObject } from "@taskloom/interfaces";
import { MEMO_KEY } from "../workflow/protocol.js";
import type { RunToStart } from "./run-to-start.js";

/** What a list of runs shows besides what the server knows. */
export interface RunMemo {
  readonly hash: string;
  readonly labels: JsonObject;
  readonly requestId: string;
  /** Of a run that continued as new: when it began, epoch milliseconds. */
  readonly startedAt?: number;
}

export function toMemo({ definition, labels, requestId }: RunToStart): Record<string, unknown> {
  const memo: RunMemo = { hash: definition.hash, labels, requestId };
  return { [MEMO_KEY]: memo };
}

/** Of a workflow that is no run of ours all is empty. */
export function readMemo(memo: Readonly<Record<string, unknown>> | undefined): RunMemo {
  const kept = memo?.[MEMO_KEY] as Partial<RunMemo> | undefined;
  const startedAt = kept?.startedAt;
  return {
    hash: kept?.hash ?? "",
    labels: kept?.labels ?? {},
    requestId: kept?.requestId ?? "",
    ...(startedAt !== undefined && { startedAt }),
  };
}
