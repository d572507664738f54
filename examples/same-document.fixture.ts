import type { RunDocument, TaskDocument } from "@taskloom/interfaces";

/**
 * A run's document without what engines may differ in: times, ids, the engine's name, the order in which children of
 * different containers were created, and the attempts of tasks that timed out. `races` are paths of containers whose
 * winner is a matter of time: of their children it is only said how they ended.
 */
export function comparable(document: RunDocument, races: readonly string[] = []): unknown {
  const { engine: _engine, started_at: _start, ended_at: _end, tasks, ...rest } = document;
  const lasting = tasks.map((task) => toLasting(task, races)).toSorted(byPath);
  return JSON.parse(JSON.stringify({ ...rest, tasks: lasting }).replaceAll(document.run_id, "RUN"));
}

type Lasting = Pick<TaskDocument, "path"> & Partial<TaskDocument>;

function toLasting(task: TaskDocument, races: readonly string[]): Lasting {
  const { started_at: _start, ended_at: _end, path, parent, status, attempts, ...rest } = task;
  const race = races.find((container) => path.startsWith(`${container}/`));
  if (race !== undefined) return { path: `${race}/${status}` };
  const counted = status === "timed_out" ? {} : { attempts };
  return { path, parent, status, ...counted, ...rest };
}

/** Children of different containers are created in whatever order those get on. */
function byPath(one: Lasting, other: Lasting): number {
  return one.path < other.path ? -1 : 1;
}
