import type { Directive } from "./directive.js";
import type { PrepareInput, TaskConfig } from "./orchestrator.js";
import type { KeptSignal, SignalVerdict } from "./signal.js";
import type { TaskError } from "./task-error.js";

/** What a waiting type can do besides: judge signals. */
export interface SignalHandler<C extends TaskConfig = TaskConfig> {
  /** Looks at the signal's form (payload); `taken` means that it may be processed. */
  validateSignal(input: SignalInput<C>): Promise<SignalJudgement>;
  /** Says what follows from a valid signal: `done` takes it, `wait` drops it, `children` runs a processor first. */
  processSignal(input: SignalInput<C>): Promise<Directive>;
}

export interface SignalInput<C extends TaskConfig = TaskConfig> extends PrepareInput<C> {
  readonly signal: KeptSignal;
}

export interface SignalJudgement {
  readonly verdict: SignalVerdict;
  /** Why it was refused. */
  readonly error?: TaskError;
}
