export { PROTOCOL_VERSION } from "./advance-protocol.js";
export type { AdvanceHost, AdvanceLimits, AdvanceRequest, AdvanceResult } from "./advance-protocol.js";
export type { BlobStore } from "./blob-store.js";
export type { ChildOutcome } from "./child-outcome.js";
export type { ChildrenMetadata, ChildTaskManager } from "./child-manager.js";
export type { AdvanceCommand, CancelCall, CancelTimer, Command, EndRun, MoveValues, StartTimer } from "./command.js";
export type {
  ChildrenDirective,
  ChildSource,
  ChildSpec,
  CountedChildren,
  Directive,
  DoneDirective,
  ExecuteDirective,
  ListedChildren,
  SignalAwaited,
  TimeAwaited,
  WaitDirective,
} from "./directive.js";
export type {
  BroadcastResult,
  Engine,
  GetOptions,
  MutationRequest,
  MutationResult,
  PageRequest,
  RetryRequest,
  RunFilter,
  RunPage,
  RunSummary,
  RunUpdate,
  SignalRequest,
  SignalResult,
  StartRequest,
  StartResult,
} from "./engine.js";
export { describeErrorCode, ERROR_CODES, isErrorCode } from "./error-codes.js";
export type { ErrorCode, ErrorCodeEntry } from "./error-codes.js";
export type {
  AttemptEvent,
  AttemptFailed,
  AttemptMemo,
  AttemptStarted,
  CallEvent,
  CancelRequested,
  ChildrenOpened,
  CompletedOutside,
  ControlEvent,
  ControlRequest,
  EventBatch,
  OutsideEvent,
  PauseRequested,
  ProposalEvent,
  ResumeRequested,
  RunEvent,
  RunRewound,
  RunStart,
  RunStarted,
  SignalJudged,
  SignalReceived,
  TaskDelayed,
  TaskEnded,
  TerminateRequested,
  TimerFired,
  ValuesMoved,
  WaitOpened,
} from "./event.js";
export type { ExecuteAnswer, ExecuteInput, TaskExecutionPath } from "./execution-path.js";
export type { Handler, HandlerContext, HandlerLog, HandlerProgress, Handlers } from "./handler.js";
export type { Journal } from "./journal.js";
export type { JsonObject, JsonValue } from "./json.js";
export { DEFAULT_LIMITS, DEFAULT_RUN_LIMITS, lowerLimits } from "./limits.js";
export type { Limits, LoadLimits, RunLimits } from "./limits.js";
export { ROOT_PATH } from "./names.js";
export type { RunId, StepId, TaskPath, TaskType, WorkflowId } from "./names.js";
export type {
  ChildrenResponse,
  CreateStateInput,
  HandleResponseInput,
  HandlerResponse,
  PrepareInput,
  Scope,
  TaskConfig,
  TaskIdentity,
  TaskOrchestrator,
  TaskResponse,
  TaskState,
  WaitResponse,
} from "./orchestrator.js";
export type { AttemptPolicy, CompiledDefinition, Plan, PlanStep, StepEffects, StepReferences } from "./plan.js";
export type { Clock, IdSource, Secrets, Timers } from "./ports.js";
export { computeRetryDelay, DEFAULT_RETRY_POLICY } from "./retry-policy.js";
export type { RetryPolicy } from "./retry-policy.js";
export type { RunDocument, TaskDocument, WaitDocument } from "./run-document.js";
export type {
  Ask,
  ChildFailure,
  ChildResult,
  ChildrenFrame,
  Frame,
  OpenCall,
  RunState,
  RunTimer,
  SequenceFrame,
  SignalBuffer,
  TaskRecord,
  TimerId,
  TimerPurpose,
  WaitFrame,
} from "./run-state.js";
export type { Schedules, ScheduleSummary } from "./schedules.js";
export { computeContainerStatus, computeProgress, stopsEarly } from "./settle-policy.js";
export type { ContainerCounts, ContainerProgress, ContainerStatus, SettlePolicy } from "./settle-policy.js";
export type { SignalHandler, SignalInput, SignalJudgement } from "./signal-handler.js";
export type { OutgoingSignal, SignalDelivery, SignalSender } from "./signal-sender.js";
export type { KeptSignal, Signal, SignalVerdict } from "./signal.js";
export { canTransition, isFailureStatus, isTerminalStatus, TASK_STATUSES } from "./status.js";
export type { TaskStatus, TerminalStatus } from "./status.js";
export type { StatusAggregator } from "./status-aggregator.js";
export { isBlob } from "./stored-value.js";
export type { BlobRef, InlineValue, StoredValue } from "./stored-value.js";
export type { LateResult, RunChange, RunStatusChange, SignalChange, TaskChange } from "./task-change.js";
export type { TaskError } from "./task-error.js";
export type { LogLevel, ReadLogOptions, TaskLog, TaskLogEntry, TaskLogLine } from "./task-log.js";
export type { StoreEntry, StoreOptions, TaskStore } from "./task-store.js";
export type { ValuePlace } from "./value-place.js";
