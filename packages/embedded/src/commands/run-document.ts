import {
  computeProgress,
  isBlob,
  type BlobStore,
  type ContainerCounts,
  type GetOptions,
  type JsonValue,
  type Plan,
  type RunChange,
  type RunDocument,
  type RunState,
  type StoredValue,
  type TaskChange,
  type TaskDocument,
  type TaskError,
  type TaskPath,
  type TaskStatus,
} from "@taskloom/interfaces";
import { isTaskloomError } from "@taskloom/shared";
import { describeWait } from "./describe-wait.js";

/** A document lists at most this many children of one container. */
const MAX_CHILDREN = 1_000;

interface TaskView {
  change: TaskChange;
  input?: StoredValue;
  output?: StoredValue;
  startedAt?: number;
  endedAt?: number;
  error?: TaskError;
  counts?: ContainerCounts;
  status: TaskStatus;
  attemptErrors: TaskError[];
}

/** Gathers what happened to a run into the document that people and programs read. */
export interface RunView {
  readonly observe: (change: RunChange) => void;
  toDocument(context: DocumentContext): Promise<RunDocument>;
}

interface DocumentContext {
  readonly plan: Plan;
  readonly state: RunState;
  readonly blobs: BlobStore;
  readonly engine: string;
  readonly options: GetOptions;
  /** Why something outside holds tasks up, by path. */
  readonly blocked: ReadonlyMap<TaskPath, string>;
}

export function createRunView(): RunView {
  const tasks = new Map<TaskPath, TaskView>();
  return {
    observe: (change) => {
      if (change.kind === "task") noteTask(tasks, change);
    },
    toDocument: async (context) => createDocument(tasks, context),
  };
}

function noteTask(tasks: Map<TaskPath, TaskView>, change: TaskChange): void {
  const view = tasks.get(change.path) ?? { change, status: change.status, attemptErrors: [] };
  tasks.set(change.path, view);
  view.change = change;
  view.status = change.status;
  for (const key of ["input", "output", "startedAt", "endedAt", "error", "counts"] as const) {
    if (change[key] !== undefined) Object.assign(view, { [key]: change[key] });
  }
  if (change.attemptError !== undefined) view.attemptErrors.push(change.attemptError);
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

interface Listing {
  readonly listed: readonly TaskView[];
  readonly truncated: readonly { readonly path: TaskPath; readonly total: number }[];
}

function listAll(tasks: ReadonlyMap<TaskPath, TaskView>): Listing {
  return { listed: [...tasks.values()], truncated: [] };
}

/** The first 1,000 children of each container; what stands inside a child that is left out is left out too. */
function listSome(tasks: ReadonlyMap<TaskPath, TaskView>): Listing {
  const counts = new Map<TaskPath, number>();
  const left = new Set<TaskPath>();
  const listed: TaskView[] = [];
  for (const view of tasks.values()) {
    const { path } = view.change;
    const parent = view.change.parent ?? "";
    const count = (counts.get(parent) ?? 0) + 1;
    counts.set(parent, count);
    if (left.has(parent) || (count > MAX_CHILDREN && parent !== "root")) left.add(path);
    else listed.push(view);
  }
  const truncated = [...counts].filter(([path, total]) => total > MAX_CHILDREN && path !== "root" && !left.has(path));
  return { listed, truncated: truncated.map(([path, total]) => ({ path, total })) };
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
  return at === undefined ? null : new Date(at).toISOString();
}
