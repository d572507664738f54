import { fileURLToPath } from "node:url";
import type { JsonValue, RunDocument, TaskDocument } from "@taskloom/interfaces";
import { startTaskloom } from "../taskloom-process.fixture.js";
import type { ProcessOptions, StartedProcess } from "../taskloom-process.fixture.js";

/** The path of a file of the example. */
export function exampleFile(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** Starts a worker and waits until it serves the workflow that approves. */
export async function startApprover(args: readonly string[], options: ProcessOptions): Promise<StartedProcess> {
  const worker = startTaskloom(["worker", ...args], options);
  await worker.says("serving approve-report");
  return worker;
}

/** The document without what differs from run to run: times, and the run's own id. */
export function withoutTimes(document: RunDocument): unknown {
  const { started_at: _start, ended_at: _end, tasks, ...rest } = document;
  const lasting = { ...rest, tasks: tasks.toSorted(byPath).map(withoutTaskTimes) };
  return JSON.parse(JSON.stringify(lasting).replaceAll(document.run_id, "RUN"));
}

/** Children of different containers are created in whatever order those get on. */
function byPath(a: TaskDocument, b: TaskDocument): number {
  return a.path < b.path ? -1 : 1;
}

function withoutTaskTimes({ started_at: _start, ended_at: _end, ...task }: TaskDocument): object {
  return task;
}

/** How the tasks of a run ended, by path, and what came out of the run. */
export function outcomeOf(document: RunDocument): JsonValue {
  const { run_id, status, output, error, tasks } = document;
  const ends = tasks.map((task) => [nameOf(task), { status: task.status, output: task.output, error: task.error }]);
  const outcome = { status, output, error, tasks: Object.fromEntries(ends) as object };
  return JSON.parse(JSON.stringify(outcome).replaceAll(run_id, "RUN")) as JsonValue;
}

/** Who wins a race is a matter of time: of the two that give the same, one has won and the other has lost. */
function nameOf({ path, parent, status }: TaskDocument): string {
  return parent === "root/keywords" ? `${parent}/${status}` : path;
}
