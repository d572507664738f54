import type { CommandEntry } from "./command.js";

/** All commands, in the order of `--help`. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "run",
    arguments: "<file>",
    summary: "run a definition to its end",
    load: async () => (await import("./commands/run.js")).run,
  },
  {
    name: "start",
    arguments: "<file|id>",
    summary: "start a run for a worker, by the definition's file or by the id that a worker serves; print the run's id",
    load: async () => (await import("./commands/start.js")).start,
  },
  {
    name: "continue",
    arguments: "<run>",
    summary: "take an interrupted run up again",
    load: async () => (await import("./commands/continue.js")).continueRun,
  },
  {
    name: "watch",
    arguments: "<run>",
    summary: "show what a run does, until it ends",
    load: async () => (await import("./commands/watch.js")).watch,
  },
  {
    name: "list",
    summary: "list runs, the newest first",
    load: async () => (await import("./commands/list.js")).list,
  },
  {
    name: "describe",
    arguments: "<run>",
    summary: "show the tasks of a run with statuses, attempts, durations and errors",
    load: async () => (await import("./commands/describe.js")).describe,
  },
  {
    name: "logs",
    arguments: "<run>",
    summary: "print the task log of a run",
    load: async () => (await import("./commands/logs.js")).logs,
  },
  {
    name: "signal",
    arguments: "<run-and-name...>",
    summary: "send a signal to a run; without a run, to whatever listens for it",
    load: async () => (await import("./commands/signal.js")).signal,
  },
  {
    name: "cancel",
    arguments: "<run>",
    summary: "cancel a run: its handlers are told to stop",
    load: async () => (await import("./commands/cancel.js")).cancel,
  },
  {
    name: "terminate",
    arguments: "<run>",
    summary: "end a run at once, without telling its handlers",
    load: async () => (await import("./commands/terminate.js")).terminate,
  },
  {
    name: "pause",
    arguments: "<run>",
    summary: "start nothing new in a run until it is resumed",
    load: async () => (await import("./commands/pause.js")).pause,
  },
  {
    name: "resume",
    arguments: "<run>",
    summary: "let a paused run go on",
    load: async () => (await import("./commands/resume.js")).resume,
  },
  {
    name: "worker",
    arguments: "<globs...>",
    summary: "serve definitions (triggers, schedules, starts by id) and run tasks until stopped",
    load: async () => (await import("./commands/worker.js")).worker,
  },
  {
    name: "schedule",
    arguments: "<action> [workflow]",
    summary: "list, pause, resume or trigger the schedules of what workers serve",
    load: async () => (await import("./commands/schedule.js")).schedule,
  },
  {
    name: "prune",
    summary: "remove finished runs",
    load: async () => (await import("./commands/prune.js")).prune,
  },
  {
    name: "validate",
    arguments: "<globs...>",
    summary: "report all errors and warnings of definitions",
    load: async () => (await import("./commands/validate.js")).validate,
  },
  {
    name: "graph",
    arguments: "<file>",
    summary: "print a definition as a graph",
    load: async () => (await import("./commands/graph.js")).graph,
  },
  {
    name: "schema",
    summary: "print the JSON Schema of definitions, for editors",
    load: async () => (await import("./commands/schema.js")).schema,
  },
];
