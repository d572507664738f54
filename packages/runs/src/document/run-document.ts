import {
  computeProgress,
  isBlob,
  type BlobStore,
  type GetOptions,
  type JsonValue,
  type Plan,
  type RunChange,
  type RunDocument,
  type RunState,
  type StoredValue,
  type TaskChange,
  type TaskDocument,
  type TaskPath,
} from "@taskloom/interfaces";
import { describeRecord } from "@taskloom/interpreter";
import { isTaskloomError } from "@taskloom/shared";
import { describeWait } from "./describe-wait.js";
import { listAll, listSome } from "./list-tasks.js";
import { noteTask, type TaskView } from "./task-view.js";

/** Gathers what happened to a run into the document that people and programs read. */
export interface RunView {
  readonly observe: (change: RunChange) => void;
  toDocument(context: DocumentContext): Promise<RunDocument>;
}

/** What a document is made with besides what was observed. */
export interface DocumentContext {
  readonly plan: Plan;
  readonly state: RunState;
  readonly blobs: BlobStore;
  readonly engine: string;
  readonly options: GetOptions;
  /** Why something outside holds tasks up, by path. */
  readonly blocked: ReadonlyMap<TaskPath, string>;
}

/** `from`: what is left of a run whose first events are gone. */
export function createRunView(from?: RunState): RunView {
  const tasks = new Map<TaskPath, TaskView>();
  const missingBefore = from?.now;
  for (const change of listRecords(from)) noteTask(tasks, change);
  return {
    observe: (change) => {
      if (change.kind === "task") noteTask(tasks, change);
    },
    toDocument: async (context) => {
      const document = await createDocument(tasks, context);
      return missingBefore === undefined ? document : { ...document, missing_before: toText(missingBefore) };
    },
  };
}

/** In the order in which they were created, without the run's own. */
function listRecords(state: RunState | undefined): readonly TaskChange[] {
  const records = Object.values(state?.tasks ?? {}).filter(({ step }) => step !== "");
  return records.toSorted((one, other) => one.createdSeq - other.createdSeq).map(describeRecord);
}

async function createDocument(tasks: Map<TaskPath, TaskView>, context: DocumentContext): Promise<RunDocument> {
  const { state, options } = context;
  const { listed, truncated } = options.all === true ? listAll(tasks) : listSome(tasks);
  const documents: TaskDocument[] = [];
  for (const view of listed) documents.push(await describeTask(view, context));
  return {
    schema_version: 1,
    run_id: state.runId,
    workflow: state.workflow,
    definition_hash: state.hash,
    engine: context.engine,
    status: state.status,
    output: await readValue(state.output, context.blobs),
    error: state.error ?? null,
    started_at: toTime(state.startedAt) ?? "",
    ended_at: toTime(state.endedAt),
    tasks: documents,
    ...(truncated.length > 0 ? { truncated } : {}),
    ...(options.detailed === true ? describeRun(context) : {}),
  };
}

function describeRun({ state, blocked }: DocumentContext): Pick<RunDocument, "labels" | "blocked"> {
  const code = blocked.get("root");
  return { labels: state.labels, ...(code === undefined ? {} : { blocked: code }) };
}

async function describeTask(view: TaskView, context: DocumentContext): Promise<TaskDocument> {
  const { change } = view;
  const document: TaskDocument = {
    path: change.path,
    id: change.id,
    type: context.plan.steps[change.step]?.type ?? "",
    status: view.status,
    attempts: change.attempt,
    started_at: toTime(view.startedAt),
    ended_at: toTime(view.endedAt),
    input: await readValue(view.input, context.blobs),
    output: await readValue(view.output, context.blobs),
    error: view.error ?? null,
    parent: change.parent === "root" ? null : change.parent,
  };
  return context.options.detailed === true ? { ...document, ...describeDetails(view, context) } : document;
}

function describeDetails(view: TaskView, { plan, state, blocked }: DocumentContext): Partial<TaskDocument> {
  const code = blocked.get(view.change.path);
  const wait = describeWait(state.tasks[view.change.path]);
  return {
    execution_path: "new",
    durability: plan.steps[view.change.step]?.relaxed === true ? "relaxed" : "strict",
    attempt_errors: view.attemptErrors,
    ...(code === undefined ? {} : { blocked: code }),
    ...(wait === undefined ? {} : { waits_for: wait }),
    ...(view.counts === undefined ? {} : { progress: computeProgress(view.counts) }),
  };
}

/** A value that is gone does not make the rest unreadable. */
async function readValue(stored: StoredValue | undefined, blobs: BlobStore): Promise<JsonValue> {
  if (stored === undefined) return null;
  if (!isBlob(stored)) return stored.value;
  try {
    return await blobs.get(stored.blob);
  } catch (error) {
    if (!isTaskloomError(error)) throw error;
    return { $lost: error.code, bytes: stored.blob.bytes, preview: stored.blob.preview };
  }
}

function toTime(at: number | undefined): string | null {
  return at === undefined ? null : toText(at);
}

function toText(at: number): string {
  return new Date(at).toISOString();
}
