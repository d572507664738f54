import { keepInput } from "@taskloom/runs";
import type { SearchAttributePair } from "@temporalio/common";
import { keepRunInput } from "../activity/carried-values.js";
import { assertHonoured } from "../check-plan.js";
import type { RunInput } from "../workflow/protocol.js";
import type { EngineSetting } from "./engine-setting.js";
import { fitInput } from "./fit-input.js";
import { toMemo } from "./run-memo.js";
import { toSearchAttributes } from "./search-attributes.js";
import type { RunToStart } from "./run-to-start.js";

/** What the server is told of a run, whether a client starts it or a schedule. */
export interface RunStartOptions {
  readonly taskQueue: string;
  readonly args: [RunInput];
  readonly memo: Record<string, unknown>;
  readonly typedSearchAttributes?: SearchAttributePair[];
}

/** @throws PLAN_TOO_LARGE, PAYLOAD_TOO_LARGE, SHARED_STORE_REQUIRED, STORE_UNAVAILABLE */
export async function createStartOptions(setting: EngineSetting, run: RunToStart): Promise<RunStartOptions> {
  const { taskQueue, runOptions } = setting;
  assertHonoured(run.definition);
  return {
    taskQueue,
    args: [await createInput(setting, run)],
    memo: toMemo(run),
    ...(runOptions.searchAttributes === true && { typedSearchAttributes: toSearchAttributes(run) }),
  };
}

async function createInput(setting: EngineSetting, run: RunToStart): Promise<RunInput> {
  const { definitions, store, blobs, runOptions } = setting;
  const { definition, runId, labels, kept, scheduled } = run;
  const stored = await keepInput(blobs, runId, run.input);
  const input = runOptions.sharedStore === true ? await keepRunInput(store, stored) : stored;
  return fitInput(blobs, {
    plan: definition.plan,
    start: { runId, workflow: definition.id, hash: definition.hash, input, labels },
    definition: await definitions.write(definition, runId),
    options: runOptions,
    ...(kept !== undefined && { kept }),
    ...(scheduled !== undefined && { scheduled }),
  });
}
