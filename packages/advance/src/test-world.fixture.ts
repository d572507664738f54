import { createOrchestratorFactory } from "@taskloom/factory";
import type {
  BlobStore,
  CompiledDefinition,
  Handler,
  HandlerContext,
  Handlers,
  JsonValue,
  Limits,
  OutgoingSignal,
  SignalDelivery,
  TaskLogLine,
  TaskStore,
} from "@taskloom/interfaces";
import { taskType as aggregate } from "@taskloom/orchestrator-aggregate";
import { taskType as basic } from "@taskloom/orchestrator-basic";
import { taskType as collection } from "@taskloom/orchestrator-collection";
import { taskType as composite } from "@taskloom/orchestrator-composite";
import { taskType as parallel } from "@taskloom/orchestrator-parallel";
import { taskType as router } from "@taskloom/orchestrator-router";
import { taskType as signal } from "@taskloom/orchestrator-signal";
import { taskType as wait } from "@taskloom/orchestrator-wait";
import {
  createMemoryBlobs,
  createMemoryLog,
  createMemoryStore,
  loadDefinition,
  TaskloomError,
  type TaskTypeDefinition,
} from "@taskloom/shared";
import { createAdvance, createDefinitions, orchestratorPath, type Advance, type AdvancePorts } from "./index.js";
import { ScriptClock } from "./script-clock.fixture.js";

export const TASK_TYPES: readonly TaskTypeDefinition[] = [
  basic,
  aggregate,
  collection,
  composite,
  parallel,
  router,
  signal,
  wait,
];

/** A definition that must be right; without an id it is `flow`. */
export function compile(
  value: Readonly<Record<string, unknown>>,
  taskTypes: readonly TaskTypeDefinition[] = TASK_TYPES,
  limits: Partial<Limits> = {},
): CompiledDefinition {
  const { compiled, diagnostics } = loadDefinition({ value: { id: "flow", ...value } }, { taskTypes, limits });
  if (compiled === undefined) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return compiled;
}

type Run = (input: JsonValue, context: HandlerContext) => unknown;

export type HandlerMap = Readonly<Record<string, Run | Handler>>;

/** Handlers by action: functions, or whole handlers. */
function createHandlers(map: HandlerMap): Handlers {
  const known = new Map(Object.entries(map).map(([name, entry]) => [name, toHandler(entry)]));
  return { get: (action) => known.get(action), names: () => [...known.keys()] };
}

function toHandler(entry: Run | Handler): Handler {
  return typeof entry === "function" ? { run: entry } : entry;
}

export interface WorldOptions {
  readonly clock?: ScriptClock;
  readonly handlers?: HandlerMap;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly blobs?: BlobStore;
  readonly store?: TaskStore;
  readonly send?: (signal: OutgoingSignal) => Promise<SignalDelivery>;
  readonly taskTypes?: readonly TaskTypeDefinition[];
  readonly ports?: Partial<AdvancePorts>;
}

/** A worker with everything around it in memory. */
export class TestWorld {
  readonly clock: ScriptClock;
  readonly ports: AdvancePorts;
  readonly advance: Advance;
  /** Signals that were sent. */
  readonly sent: OutgoingSignal[] = [];

  constructor(options: WorldOptions = {}) {
    const { clock = new ScriptClock() } = options;
    this.clock = clock;
    const taskTypes = options.taskTypes ?? TASK_TYPES;
    const send = options.send ?? (async () => ({ delivered: 1, started: 0 }));
    this.ports = {
      path: orchestratorPath(createOrchestratorFactory(taskTypes)),
      definitions: createDefinitions(taskTypes),
      handlers: createHandlers({ echo: (input) => input, ...options.handlers }),
      store: options.store ?? createMemoryStore({ clock }),
      blobs: options.blobs ?? createMemoryBlobs({ clock }),
      secrets: { get: (name) => options.secrets?.[name] ?? refuseSecret(name) },
      log: createMemoryLog(),
      clock,
      timers: clock,
      ids: { next: () => "0".repeat(26) },
      signals: {
        send: async (outgoing) => {
          this.sent.push(outgoing);
          return send(outgoing);
        },
      },
      ...options.ports,
    };
    this.advance = createAdvance(this.ports);
  }

  /** The lines of the task log so far. */
  async lines(run = "run-1"): Promise<TaskLogLine[]> {
    const lines: TaskLogLine[] = [];
    for await (const line of this.ports.log.read(run)) lines.push(line);
    return lines;
  }
}

function refuseSecret(name: string): never {
  throw new TaskloomError("SECRET_MISSING", `secret ${name} is not configured`);
}
