import type { Command, ProposalEvent, RunEvent, RunState } from "@taskloom/interfaces";
import type { PlanIndex } from "./plan-index.js";
import type { Observer } from "./reduction.js";
import { reduce } from "./reduce.js";

/** What became of a call's proposal. */
export interface AppliedProposal {
  /** What the driver has to do now. */
  readonly commands: readonly Command[];
  /** The events that were folded: what a journal records. */
  readonly folded: readonly RunEvent[];
  /** How many were dropped: decisions that met a state that had moved on. */
  readonly dropped: number;
}

/**
 * Folds a call's answer into the state. The first event is a fact. Every further one is a decision: it counts only if
 * it answers a call that this very fold would have issued, and no control event came after the one it was based on.
 * At the first that does not, it and all after it are dropped; the calls that they answered are issued instead.
 */
export function applyProposal(
  index: PlanIndex,
  state: RunState,
  events: readonly ProposalEvent[],
  at: number,
  observe?: Observer,
): AppliedProposal {
  const commands: Command[] = [];
  const folded: RunEvent[] = [];
  for (const event of events) {
    if (folded.length > 0 && !takeAnswered(commands, state, event)) break;
    commands.push(...reduce(index, state, event, at, observe).commands);
    folded.push(event);
  }
  return { commands, folded, dropped: events.length - folded.length };
}

/** Whether the event answers a call among the commands; the command is taken out then. */
function takeAnswered(commands: Command[], state: RunState, event: ProposalEvent): boolean {
  if (event.basis !== state.control) return false;
  const position = commands.findIndex(
    (command) => command.kind === "advance" && command.path === event.path && command.call === event.call,
  );
  if (position < 0) return false;
  commands.splice(position, 1);
  return true;
}
