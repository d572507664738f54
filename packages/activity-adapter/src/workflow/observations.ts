import {
  isTerminalStatus,
  type LateResult,
  type Plan,
  type RunChange,
  type RunEvent,
  type RunId,
  type SignalChange,
  type TaskChange,
  type TaskStatus,
  type TaskType,
  type WorkflowId,
} from "@taskloom/interfaces";
import { proxySinks, type Sinks } from "@temporalio/workflow";

/** What a worker learns of the runs whose workflows it executes, once and not in replays: for metrics and logs. */
export type Observation = RunBegun | RunOver | TaskOver | Notable;

interface RunBegun {
  readonly kind: "run_started";
  readonly workflow: WorkflowId;
}

interface RunOver {
  readonly kind: "run_ended";
  readonly workflow: WorkflowId;
  readonly status: TaskStatus;
}

export interface TaskOver {
  readonly kind: "task_ended";
  readonly type: TaskType;
  readonly status: TaskStatus;
  /** From its start to its end; 0 for one that never started. */
  readonly durationMs: number;
}

/** What a run's log may say of it: a result that came too late, or what became of a signal. */
interface Notable {
  readonly kind: "notable";
  readonly runId: RunId;
  readonly change: LateResult | SignalChange;
  readonly event: RunEvent;
}

export interface ObservationSinks extends Sinks {
  taskloom_runs: {
    observed(observations: readonly Observation[]): void;
  };
}

const { taskloom_runs: worker } = proxySinks<ObservationSinks>();

/** Gathers what happens in one activation, to tell it at once. */
export class Observations {
  readonly #workflow: WorkflowId;
  readonly #runId: RunId;
  readonly #plan: Plan;
  #gathered: Observation[] = [];

  constructor(runId: RunId, plan: Plan) {
    this.#runId = runId;
    this.#workflow = plan.workflow;
    this.#plan = plan;
  }

  note(change: RunChange, event: RunEvent): void {
    const observation = this.#describe(change, event);
    if (observation !== undefined) this.#gathered.push(observation);
  }

  tell(): void {
    if (this.#gathered.length === 0) return;
    worker.observed(this.#gathered);
    this.#gathered = [];
  }

  #describe(change: RunChange, event: RunEvent): Observation | undefined {
    if (change.kind === "task") return isTerminalStatus(change.status) ? this.#describeTask(change) : undefined;
    if (change.kind !== "run") return { kind: "notable", runId: this.#runId, change, event };
    const { status } = change;
    if (isTerminalStatus(status)) return { kind: "run_ended", workflow: this.#workflow, status };
    return event.kind === "run_started" ? { kind: "run_started", workflow: this.#workflow } : undefined;
  }

  #describeTask({ step, status, startedAt, endedAt }: TaskChange): TaskOver {
    const type = this.#plan.steps[step]?.type ?? "";
    const durationMs = startedAt === undefined || endedAt === undefined ? 0 : Math.max(0, endedAt - startedAt);
    return { kind: "task_ended", type, status, durationMs };
  }
}
