export { createAdvance } from "./advance.js";
export type { Advance } from "./advance.js";
export { AttemptError } from "./attempt-error.js";
export type { FailedAttempt } from "./attempt-error.js";
export { createDefinitions } from "./definitions.js";
export type { Definitions, KnownDefinition } from "./definitions.js";
export { orchestratorPath } from "./orchestrator-path.js";
export type { CreateExecutionPath } from "./orchestrator-path.js";
export type { AdvancePorts } from "./ports.js";
