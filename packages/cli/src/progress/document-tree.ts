import type { RunDocument, TaskDocument, TaskPath, WaitDocument } from "@taskloom/interfaces";
import type { RunTree, TreeTask } from "./run-tree.js";

/** The tree of a run's document. */
export function createDocumentTree(document: RunDocument): RunTree {
  const { run_id: runId, workflow, status, started_at, ended_at } = document;
  const roots: TreeTask[] = [];
  const tasks = new Map<TaskPath, TreeTask>();
  for (const described of document.tasks) {
    const task = toTask(described);
    tasks.set(task.path, task);
    (tasks.get(described.parent ?? "")?.children ?? roots).push(task);
  }
  const endedAt = readTime(ended_at);
  const startedAt = Date.parse(started_at);
  return { runId, workflow, status, startedAt, tasks: roots, ...(endedAt === undefined ? {} : { endedAt }) };
}

function toTask(document: TaskDocument): TreeTask {
  const { path, id, status, attempts, error, progress, attempt_errors, blocked, waits_for } = document;
  const task: TreeTask = { path, id, status, attempt: attempts ?? 0, children: [] };
  const startedAt = readTime(document.started_at);
  const endedAt = readTime(document.ended_at);
  if (startedAt !== undefined) task.startedAt = startedAt;
  if (endedAt !== undefined) task.endedAt = endedAt;
  if (progress !== undefined) task.counts = progress;
  if (waits_for !== undefined) task.note = describeWait(waits_for);
  if (blocked !== undefined) task.note = `blocked: ${blocked}`;
  const reason = error ?? (endedAt === undefined ? attempt_errors?.at(-1) : undefined);
  if (reason !== undefined) task.error = { code: reason.code, message: reason.message };
  return task;
}

function describeWait({ signal, correlation_id: correlationId, until }: WaitDocument): string {
  return [
    ...(signal === undefined ? [] : [`for the signal '${signal}'`]),
    ...(correlationId === undefined ? [] : [`of '${correlationId}'`]),
    ...(until === undefined ? [] : [`until ${until}`]),
  ].join(" ");
}

function readTime(text: string | null): number | undefined {
  return text === null ? undefined : Date.parse(text);
}
