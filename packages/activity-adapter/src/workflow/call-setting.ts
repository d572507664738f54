import type { ProposalEvent, RunEvent, RunState } from "@taskloom/interfaces";
import type { PlanIndex } from "@taskloom/interpreter";
import type { LocalBudget } from "./local-budget.js";
import type { DefinitionSource, RunOptions } from "./protocol.js";
import type { Turns } from "./turns.js";
import type { RunScopes } from "./run-scopes.js";

/** What the calls of a run have in common. */
export interface CallSetting {
  readonly index: PlanIndex;
  readonly state: RunState;
  readonly definition: DefinitionSource;
  readonly options: RunOptions;
  readonly scopes: RunScopes;
  readonly turns: Turns;
  /** Hears in its turn what is no local activity's result. */
  readonly inTurn: (act: () => void) => void;
  readonly budget: LocalBudget;
  readonly onEvents: (events: readonly RunEvent[]) => void;
  readonly onProposal: (events: readonly ProposalEvent[]) => void;
  /** Whether activities may be started: not during a pause, nor when the run is to continue as new. */
  readonly mayStart: () => boolean;
  /** A call waits until they may. */
  readonly onHeld: () => void;
  /** Calls may have room that had none. */
  readonly wake: () => void;
  /** Something outside holds a call up, or no longer. */
  readonly onBlocked: (path: string, code: string | undefined) => void;
  /** The workflow's code has a fault: the workflow task fails. */
  readonly onFault: (error: unknown) => void;
}
