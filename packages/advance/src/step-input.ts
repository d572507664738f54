import type { JsonValue, Scope, TaskConfig, TaskIdentity } from "@taskloom/interfaces";
import type { OwnScope } from "./build-scope.js";
import type { Step } from "./step.js";

/** What a step's orchestrator is asked with. */
export interface StepInput {
  readonly task: TaskConfig;
  readonly identity: TaskIdentity;
  readonly scope: Scope;
  readonly input: JsonValue;
}

/** The step with its rendered input, which its expressions see as `input` from here on. */
export function withInput({ task, identity }: Step, scope: OwnScope, input: JsonValue): StepInput {
  scope.variables["input"] = input;
  return { task, identity, scope, input };
}
