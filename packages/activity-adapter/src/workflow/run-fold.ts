import type {
  Command,
  EventBatch,
  ProposalEvent,
  RunEvent,
  RunState,
  Signal,
  SignalChange,
} from "@taskloom/interfaces";
import { applyProposal, createRunState, indexPlan, reduce, type Observer, type PlanIndex } from "@taskloom/interpreter";
import { Observations } from "./observations.js";
import type { RunInput } from "./protocol.js";
import { RunJournal } from "./run-journal.js";

/** The state of a run: folds events into it, notes what was folded, and says which commands follow. */
export class RunFold {
  readonly state: RunState;
  readonly index: PlanIndex;
  readonly journal: RunJournal;
  readonly #observations: Observations;

  constructor({ plan, start, carried }: RunInput) {
    this.index = indexPlan(plan);
    this.state = carried?.state ?? createRunState(start);
    this.journal = new RunJournal(start);
    this.#observations = new Observations(start.runId, plan);
  }

  /** Folds what another run has folded, which was told then. */
  repeat(kept: readonly EventBatch[]): void {
    const { index, state } = this;
    for (const { at, events } of kept) {
      this.#record(at, () => {
        for (const event of events) reduce(index, state, event, at);
        return { folded: events, commands: [] };
      });
    }
  }

  fold(events: readonly RunEvent[], tell?: Observer): readonly Command[] {
    const at = Date.now();
    const { index, state } = this;
    return this.#record(at, () => {
      const commands = events.flatMap((event) => reduce(index, state, event, at, this.#observe(event, tell)).commands);
      return { folded: events, commands };
    });
  }

  propose(events: readonly ProposalEvent[]): readonly Command[] {
    const at = Date.now();
    const { index, state } = this;
    // Only the first can be late: it is a fact, and the others are dropped then.
    const observe = this.#observe(events[0]);
    return this.#record(at, () => applyProposal(index, state, events, at, observe));
  }

  /** Folds a signal, and says what has become of it at once. */
  receive(signal: Signal): { readonly verdict: SignalChange["verdict"]; readonly commands: readonly Command[] } {
    let verdict: SignalChange["verdict"] = "kept";
    const note: Observer = (change) => {
      if (change.kind === "signal" && change.signal === signal.id && change.path === undefined)
        verdict = change.verdict;
    };
    const commands = this.fold([{ kind: "signal_received", signal }], note);
    return { verdict, commands };
  }

  /** Tells the worker what was folded since it was last told. */
  tell(): void {
    this.#observations.tell();
  }

  #observe(event: RunEvent | undefined, tell?: Observer): Observer {
    return (change) => {
      if (event !== undefined) this.#observations.note(change, event);
      tell?.(change);
    };
  }

  #record(
    at: number,
    fold: () => { readonly folded: readonly RunEvent[]; readonly commands: readonly Command[] },
  ): readonly Command[] {
    const firstSeq = this.state.seq + 1;
    const { folded, commands } = fold();
    this.journal.add(at, firstSeq, folded);
    return commands;
  }
}
