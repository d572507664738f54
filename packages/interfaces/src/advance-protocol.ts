import type { ProposalEvent } from "./event.js";
import type { JsonValue } from "./json.js";
import type { TaskPath } from "./names.js";
import type { CompiledDefinition } from "./plan.js";
import type { Ask, RunState } from "./run-state.js";

/** The version of requests and answers. A worker serves this one and the one before. */
export const PROTOCOL_VERSION = 1;

/** One call: what is asked, and the part of the state that it needs. JSON. */
export interface AdvanceRequest {
  readonly protocol: number;
  readonly path: TaskPath;
  readonly call: number;
  readonly ask: Ask;
  /** Control events that the state had seen. */
  readonly basis: number;
  /** The branch from the root to the task, with what its steps refer to. */
  readonly slice: RunState;
  /** Set when an answer was `store_miss` for the definition. */
  readonly definition?: CompiledDefinition;
  /** Containers whose children are to be prepared again: an answer said that the store has lost them. */
  readonly rebuild?: readonly TaskPath[];
}

/** What the driver lets a call do. */
export interface AdvanceLimits {
  /** False: the call performs the one step that it is asked for. */
  readonly fuse: boolean;
  /** True: relaxed handlers may follow one another in this call. */
  readonly relaxed: boolean;
  /** Steps in one call. Default 100. */
  readonly maxSteps: number;
  /** After this time no further step begins. Default 2,000. */
  readonly maxDurationMs: number;
}

/** What the driver gives to a call besides the request. */
export interface AdvanceHost {
  /** Whether the call's result is still wanted. */
  isWanted(): boolean;
  /** Aborted when it no longer is. Asked for only where a handler asks: a host may make it then. */
  readonly signal: AbortSignal;
  /** The attempt that this call makes, from 1. */
  readonly attempt: number;
  /** What an earlier attempt left; null when nothing. */
  readonly attemptMemo: JsonValue;
  readonly limits: AdvanceLimits;
  /** Passes a heartbeat on; the details are the next attempt's memo. */
  heartbeat(memo: JsonValue): void;
}

/** What a call answers. It throws only for a failed attempt (`AttemptError`), and in a relaxed unit not even then. */
export type AdvanceResult =
  /** Events in order: the first is a fact, the others are decisions. */
  | {
      readonly outcome: "proposal";
      readonly events: readonly ProposalEvent[];
    }
  /** Nothing was done: repeat with what these keys name. */
  | { readonly outcome: "store_miss"; readonly definition?: boolean; readonly rebuild?: readonly TaskPath[] }
  /** Nothing was done: repeat later, no attempt was used. */
  | { readonly outcome: "blocked"; readonly code: string; readonly message: string; readonly details: JsonValue }
  /** Nothing was done: the next step is slow, give it a call of its own. */
  | { readonly outcome: "slow" };
