import type { JsonValue, Scope } from "@taskloom/interfaces";
import { buildStepScope } from "./build-scope.js";
import { findTaskSecrets } from "./secrets.js";
import { withInput, type StepInput } from "./step-input.js";
import type { Step } from "./step.js";

/**
 * What comes before a task's work: `if`, the delay, `with`. Its rendered input goes with the step's event, if no event
 * before had one.
 * @throws EXPRESSION_*, INPUT_INVALID, BLOB_LOST, STORE_UNAVAILABLE
 */
export async function beginTask(step: Step, stage: "begin" | "delayed"): Promise<StepInput | "waiting" | "skipped"> {
  const { task, identity, path } = step;
  const scope = await buildStepScope(step);
  const state = await path.createState({ task, identity, scope: withReferences(step, scope), stage });
  if (state.status !== "running") return state.status;
  await keepInput(step, state.input);
  return withInput(step, scope, state.input);
}

/** Secrets are seen as texts that name them. */
function withReferences(step: Step, scope: Scope): Scope {
  const secrets = findTaskSecrets(step.task);
  return secrets === undefined ? scope : { ...scope, variables: { ...scope.variables, secrets } };
}

async function keepInput(step: Step, input: JsonValue): Promise<void> {
  const { setting, request } = step;
  if (input === null || request.record.input !== undefined) return;
  const { values, slice, index } = setting;
  step.input = await values.keepInput(slice.runId, input, index.limits.valueBytes);
}
