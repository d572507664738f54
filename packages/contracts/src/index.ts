export type { ClaimsSuite, SkippedClaims } from "./contract-claims.js";
export { describeBlobStore } from "./describe-blob-store.js";
export type { BlobStoreSubject, BlobStoreSuite } from "./describe-blob-store.js";
export { describeEngine } from "./describe-engine.js";
export type { EngineSubject } from "./describe-engine-subject.js";
export { describeTaskLog } from "./describe-task-log.js";
export type { TaskLogSuite } from "./describe-task-log.js";
export { createPrepareInput, createStateInput, SAMPLE_NOW } from "./describe-task-orchestrator-input.js";
export type { SampleInputOptions } from "./describe-task-orchestrator-input.js";
export { createMemoryPorts, PORTS_START_MS } from "./describe-task-orchestrator-ports.js";
export type { MemoryPorts, SignalRecorder } from "./describe-task-orchestrator-ports.js";
export type {
  ContractTaskType,
  FailedEnd,
  SkippedCases,
  TaskOrchestratorCase,
  TaskOrchestratorSample,
  TaskOrchestratorSuite,
} from "./describe-task-orchestrator-sample.js";
export { describeTaskOrchestrator } from "./describe-task-orchestrator.js";
export { describeTaskStore } from "./describe-task-store.js";
export type { TaskStoreSubject, TaskStoreSuite } from "./describe-task-store.js";
export { createEngineHandlers } from "./engine-handlers.js";
export type { EngineHandlers, HandlerCall } from "./engine-handlers.js";
export { awaitEnd, runToEnd } from "./run-to-end.js";
