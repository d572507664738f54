import type { TaskStatus } from "@taskloom/interfaces";

/** What an engine tells while it works, for counting. Nothing here may throw. */
export interface RunMetrics {
  /** This process drives a run from now on, or again. */
  runStarted(workflow: string): void;
  runEnded(workflow: string, status: TaskStatus): void;
  taskEnded(task: EndedTask): void;
  /** A handler is called. */
  attemptStarted(workflow: string): void;
  /** A call found that the store had lost what it needed. */
  storeMissed(): void;
}

/** A task that has a status which it will not leave. */
interface EndedTask {
  readonly type: string;
  readonly status: TaskStatus;
  /** The execution path: `new` for orchestrators, `old` for the services that they replace. */
  readonly path: "new" | "old";
  /** From its start to its end, with what it waited for. */
  readonly durationMs: number;
}
