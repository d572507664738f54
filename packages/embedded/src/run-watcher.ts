import type { Plan, RunChange } from "@taskloom/interfaces";

/** Is told of the runs that a process drives. It costs more than a fold itself, and must not throw. */
export interface RunWatcher {
  /** The process drives a run from now on, or again. */
  begins(plan: Plan): void;
  changes(plan: Plan, change: RunChange): void;
}
