import { checkTolerance } from "@taskloom/shared";
import type { ConfigProblem, ExpressionSite, NestedTask, TaskTypeDefinition } from "@taskloom/shared";
import { createItemStep } from "./child-builder.js";
import { collectionSchema } from "./collection-config.js";
import type { CollectionConfig } from "./collection-config.js";
import { createCollectionOrchestrator } from "./collection-orchestrator.js";
import { checkNames, listFilterNames, listItemNames } from "./item-variables.js";

/** The `collection` task type. */
export const taskType: TaskTypeDefinition<CollectionConfig> = {
  type: "collection",
  configSchema: collectionSchema,
  children: listNestedTasks,
  expressions: listExpressions,
  effects: () => "none",
  next: () => [],
  signals: () => [],
  check: (config) => [...checkTask(config), ...checkBatch(config), ...checkNames(config), ...checkTolerance(config)],
  create: createCollectionOrchestrator,
};

function listNestedTasks(config: CollectionConfig): readonly NestedTask[] {
  const names = listItemNames(config);
  const defaultId = createItemStep(config.id);
  const common = { names, defaultId, templatedId: true };
  if (config.task !== undefined) return [{ ...common, task: config.task, pointer: ["task"] }];
  if (config.tasks === undefined) return [];
  return [{ ...common, task: { type: "composite", tasks: config.tasks }, pointer: [] }];
}

function listExpressions(config: CollectionConfig): readonly ExpressionSite[] {
  const { items, filter } = config;
  const itemsSite: ExpressionSite = { pointer: ["items"], kind: "template", value: items };
  if (filter === undefined) return [itemsSite];
  return [itemsSite, { pointer: ["filter"], kind: "cel", value: filter, variables: listFilterNames(config) }];
}

function checkTask({ task, tasks }: CollectionConfig): readonly ConfigProblem[] {
  if ((task === undefined) !== (tasks === undefined)) return [];
  const message = "a collection has either `task` or `tasks`";
  return [{ pointer: task === undefined ? [] : ["tasks"], code: "TASK_AND_TASKS", message }];
}

function checkBatch({ mode, batch_size }: CollectionConfig): readonly ConfigProblem[] {
  if (batch_size === undefined || mode === "sequential") return [];
  const message = "`batch_size` goes with `mode: sequential` only";
  return [{ pointer: ["batch_size"], code: "BATCH_NEEDS_SEQUENTIAL", message }];
}
