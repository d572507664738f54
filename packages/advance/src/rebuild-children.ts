import type { ChildrenFrame, TaskPath, TaskRecord } from "@taskloom/interfaces";
import { isTaskloomError, TaskloomError } from "@taskloom/shared";
import { buildStepScope } from "./build-scope.js";
import { loadItems } from "./child-specs.js";
import { withInput } from "./step-input.js";
import { Step } from "./step.js";
import type { CallSetting } from "./step-request.js";

/**
 * Prepares the children of containers again whose specifications the store has lost, from the same recorded inputs and
 * time. Gives the containers around them that would have to be rebuilt first, the outermost first.
 * @throws REBUILD_DIVERGED when that gives other children, BLOB_LOST, STORE_UNAVAILABLE
 */
export async function rebuildChildren(
  setting: CallSetting,
  containers: readonly TaskPath[],
): Promise<readonly TaskPath[]> {
  const outermostFirst = containers.toSorted((a, b) => a.length - b.length);
  for (const container of outermostFirst) {
    const missing = await loadItems(setting.ports.store, setting.slice, container);
    if (missing.length > 0) return [...new Set([...missing, ...outermostFirst])];
    await rebuild(setting, container);
  }
  return [];
}

async function rebuild(setting: CallSetting, container: TaskPath): Promise<void> {
  const record = setting.slice.tasks[container];
  const { frame } = record ?? {};
  if (record === undefined || frame?.kind !== "children" || "children" in frame.directive.source) return;
  const { hash } = frame.directive.source;
  const source = await prepareAgain(setting, record, frame);
  if (source === undefined || !("hash" in source) || source.hash !== hash) throw diverged(container);
  record.frame = { ...frame, directive: { ...frame.directive, source } };
}

async function prepareAgain(
  setting: CallSetting,
  record: TaskRecord,
  { openedAt }: ChildrenFrame,
): Promise<ChildrenFrame["directive"]["source"] | undefined> {
  const begun = { record, ask: { kind: "begin" }, call: 0, attempt: 0, now: openedAt, memo: null } as const;
  const step = new Step(setting, { ...begun, isAskedFor: false });
  const scope = await buildStepScope(step);
  const input = record.input === undefined ? null : await setting.values.read(record.input);
  try {
    const directive = await step.path.execute(withInput(step, scope, input));
    return directive.kind === "children" ? directive.source : undefined;
  } catch (error) {
    if (!isTaskloomError(error) || error.retryable) throw error;
    throw diverged(record.path, error);
  }
}

function diverged(container: TaskPath, cause?: TaskloomError): TaskloomError {
  const message = `the children of ${container} came out differently when they were prepared again`;
  return new TaskloomError("REBUILD_DIVERGED", message, {
    cause,
    details: { container, code: cause?.code ?? null },
  });
}
