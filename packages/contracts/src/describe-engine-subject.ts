import type {
  CompiledDefinition,
  Engine,
  JsonObject,
  JsonValue,
  MutationRequest,
  RunDocument,
  RunFilter,
  RunPage,
  TaskDocument,
  TaskLogLine,
} from "@taskloom/interfaces";
import type { EngineHandlers } from "./engine-handlers.js";
import { awaitEnd as awaitRunEnd } from "./run-to-end.js";

/** An engine with the handlers of `createEngineHandlers`, and a loader for the definitions that it runs. */
export interface EngineSubject {
  readonly engine: Engine;
  readonly handlers: EngineHandlers;
  /** Compiles a definition; `id` is added. */
  readonly compile: (definition: JsonObject) => CompiledDefinition;
  /** Resolves when a signal without a target reaches the run. */
  readonly reachable: (run: string) => Promise<void>;
  /** Takes definitions up, so that their triggers listen. */
  readonly serve: (definitions: readonly CompiledDefinition[]) => Promise<void>;
}

/** An engine may remember the requests of other processes. */
const process = Math.random().toString(36).slice(2);

let requests = 0;

/** A request that has not been made before. */
export function createRequest(): MutationRequest {
  requests += 1;
  return { requestId: `request-${process}-${requests}` };
}

/** A definition of these top-level tasks, each followed by the next. */
export function sequence(...tasks: readonly JsonObject[]): JsonObject {
  const chained = tasks.map((task, index) => {
    const next = tasks[index + 1]?.["id"];
    return next === undefined || "on_success" in task ? task : { ...task, on_success: { next } };
  });
  return { tasks: chained };
}

/** Starts a run. */
export async function startRun(
  { engine, compile }: EngineSubject,
  definition: JsonObject,
  input: JsonValue = {},
): Promise<string> {
  const { runId } = await engine.start({ definition: compile(definition), input, ...createRequest() });
  return runId;
}

/** Starts a run, waits for its end, and gives its document. */
export async function runToEnd(
  subject: EngineSubject,
  definition: JsonObject,
  input: JsonValue = {},
): Promise<RunDocument> {
  return awaitEnd(subject, await startRun(subject, definition, input));
}

/** Waits for the end of a run, and gives its document. */
export async function awaitEnd({ engine }: EngineSubject, run: string): Promise<RunDocument> {
  return awaitRunEnd(engine, run);
}

/** The runs that fit, once so many are listed: an engine may list them a moment after they were started. */
export async function awaitRuns({ engine }: EngineSubject, filter: RunFilter, count: number): Promise<RunPage["runs"]> {
  for (;;) {
    const { runs } = await engine.list(filter);
    if (runs.length >= count) return runs;
  }
}

/** Waits until a task of the run has this status. */
export async function awaitStatus({ engine }: EngineSubject, run: string, path: string, status: string): Promise<void> {
  for await (const { changes } of engine.watch(run)) {
    if (changes.some((change) => change.kind === "task" && change.path === path && change.status === status)) return;
  }
  throw new Error(`${path} never was ${status}`);
}

/** Resolves when the signal is aborted: an engine may take a moment to tell a handler. */
export async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}

/** The task at a path. */
export function taskAt(document: RunDocument, path: string): TaskDocument {
  const found = document.tasks.find((task) => task.path === path);
  if (found === undefined)
    throw new Error(`no task at ${path} among ${document.tasks.map((task) => task.path).join()}`);
  return found;
}

/** The status of each task, by path. */
export function statuses(document: RunDocument): Record<string, string> {
  return Object.fromEntries(document.tasks.map(({ path, status }) => [path, status]));
}

/** Waits for a line of the run's log whose data has this code. */
export async function awaitLine({ engine }: EngineSubject, run: string, code: string): Promise<TaskLogLine> {
  for await (const line of engine.logs(run, { follow: true })) if (line.data?.["code"] === code) return line;
  throw new Error(`no line of the log has the code ${code}`);
}
