import type { JsonObject } from "@taskloom/interfaces";
import type { RunToStart } from "./run-to-start.js";

/** What a list of runs shows besides what the server knows. */
export interface RunMemo {
  readonly hash: string;
  readonly labels: JsonObject;
  readonly requestId: string;
}

const KEY = "taskloom";

export function toMemo({ definition, labels, requestId }: RunToStart): Record<string, unknown> {
  const memo: RunMemo = { hash: definition.hash, labels, requestId };
  return { [KEY]: memo };
}

/** Of a workflow that is no run of ours all is empty. */
export function readMemo(memo: Readonly<Record<string, unknown>> | undefined): RunMemo {
  const kept = memo?.[KEY] as Partial<RunMemo> | undefined;
  return { hash: kept?.hash ?? "", labels: kept?.labels ?? {}, requestId: kept?.requestId ?? "" };
}
