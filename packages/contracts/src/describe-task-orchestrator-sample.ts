import type {
  JsonObject,
  JsonValue,
  StepEffects,
  TaskConfig,
  TaskError,
  TaskOrchestrator,
  TaskResponse,
  TaskType,
} from "@taskloom/interfaces";
import type { MemoryPorts } from "./describe-task-orchestrator-ports.js";

/** What the suite needs of a task type. */
export interface ContractTaskType<C extends TaskConfig> {
  readonly type: TaskType;
  effects(config: C): StepEffects;
  next(config: C): readonly { readonly to: string }[];
  create(ports: MemoryPorts): TaskOrchestrator<C>;
}

/** How work ends that does not succeed. */
export interface FailedEnd {
  readonly status: "failed" | "timed_out" | "canceled";
  readonly error: TaskError;
}

/** One configuration of the type, and what its work may bring. */
export interface TaskOrchestratorSample<C extends TaskConfig> {
  /** Valid, without `if`, `delay`, `with`, schemas, and (where they are not the type's own key) `outputs`. */
  readonly task: C;
  /** Variables that its expressions need. */
  readonly variables?: JsonObject;
  /** What its work brings when it succeeds. Absent: the task ends with its first directive. */
  readonly success?: TaskResponse;
  /** The task's output then. */
  readonly output: JsonValue;
  /** What its work brings when it fails. */
  failure?(end: FailedEnd): TaskResponse;
  /** Whether the task then ends with the work's status, where no handler answered. Default: it is `failed`. */
  readonly passesStatus?: boolean;
  /** The error that the type puts around it, which then stands in `details.error`. */
  readonly failsWith?: string;
  /** For a type that works through a port while it prepares: makes that port throw. */
  breakPort?(ports: MemoryPorts, fault: Error): void;
}

/** The response cases, and what else a sample may have to leave out. */
export type TaskOrchestratorCase =
  | "success"
  | "success with outputs"
  | "an outputs template fails"
  | "the output does not fit its schema"
  | "a handler throws a retryable error"
  | "a handler throws a NonRetryableError"
  | "the last attempt fails"
  | "an attempt is timed out"
  | "the total time-out has passed"
  | "the heartbeat is lost"
  | "cancelled while running"
  | "a result after a time-out or cancel"
  | "the same result twice";

/** Cases that do not apply, and why. */
export interface SkippedCases {
  readonly reason: string;
  readonly tests: readonly TaskOrchestratorCase[];
}

export interface TaskOrchestratorSuite<C extends TaskConfig> {
  readonly taskType: ContractTaskType<C>;
  /** Added to the suite's name where a type has several samples. */
  readonly name?: string;
  readonly sample: TaskOrchestratorSample<C>;
  readonly skip?: readonly SkippedCases[];
}
