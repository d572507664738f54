import {
  PROTOCOL_VERSION,
  type AdvanceCommand,
  type AdvanceRequest,
  type RunState,
  type TaskPath,
} from "@taskloom/interfaces";
import { sliceOf } from "@taskloom/interpreter";
import type { CallSetting } from "./call-setting.js";
import { liftValues } from "./lift-values.js";
import type { AdvanceInput, AttemptsBehind } from "./protocol.js";

/** What the answers so far say about how the call is to be made. */
export interface CallMaking {
  readonly behind: AttemptsBehind;
  /** Relaxed handlers may follow one another. */
  readonly isUnit: boolean;
  /** What a worker was missing. */
  readonly missing: Pick<AdvanceRequest, "rebuild"> & { readonly definition?: boolean };
  /** A worker did not find what the store should have: all values travel in the message. */
  readonly carriesAll: boolean;
}

/** The message of a call, with the slice of the state that it needs. */
export function createAdvanceInput(
  { index, state, definition, options }: CallSetting,
  { path, call, ask }: AdvanceCommand,
  { behind, isUnit, missing, carriesAll }: CallMaking,
): AdvanceInput {
  const { rebuild } = missing;
  const slice = sliceOf(index, state, path, isUnit ? "unit" : "fused", rebuild);
  leaveOutSignal(slice, path);
  const sharedStore = options.sharedStore === true;
  const lifted = sharedStore && !carriesAll ? liftValues(slice) : [];
  const basis = state.control;
  const request: AdvanceRequest = { protocol: PROTOCOL_VERSION, path, call, ask, basis, slice };
  return {
    kind: "advance",
    request: rebuild === undefined ? request : { ...request, rebuild },
    lifted,
    sharedStore,
    ...(sharedStore && carriesAll && { carriesAll }),
    firstAttempt: behind.next,
    memo: behind.memo,
    relaxed: isUnit,
    fuse: options.fuse ?? true,
    ...(missing.definition === true && { definition: { plan: index.plan, source: definition } }),
  };
}

/** A signal to be judged stands in the request: it may be large, and need not travel once more. */
function leaveOutSignal(slice: RunState, path: TaskPath): void {
  const record = slice.tasks[path];
  if (record?.call?.ask.kind !== "signal") return;
  slice.tasks[path] = { ...record, call: { ...record.call, ask: { kind: "begin" } } };
}
