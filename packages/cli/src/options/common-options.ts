import { Option } from "commander";

/** Where a command finds its configuration, and what it prints. */
export interface CommonOptions {
  readonly engine?: string;
  readonly journal?: string;
  readonly store?: string;
  readonly address?: string;
  readonly namespace?: string;
  readonly taskQueue?: string;
  readonly config?: string;
  readonly taskTypes?: readonly string[];
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly debug?: boolean;
}

export interface HandlersOptions {
  readonly handlers?: readonly string[];
}

/** Values of an option that can be given more than once. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

const settings = [
  new Option("--engine <name>", "the engine: embedded (default) or temporal"),
  new Option("--config <file>", "configuration (default: taskloom.config.ts, if there is one)"),
  new Option("--task-types <module>", "modules with further task types").argParser(collect),
];

const output = [
  new Option("--json", "print one JSON document"),
  new Option("--quiet", "no progress, no logs"),
  new Option("--debug", "print where each setting came from, and stacks of errors"),
];

/** Of commands that read definitions only. */
export const definitionOptions: readonly Option[] = [...settings, ...output];

/** Of commands that have to do with runs. */
export const runOptions: readonly Option[] = [
  ...settings,
  new Option("--journal <file>", "where runs are kept (default: .taskloom/journal.db); :memory: for nowhere"),
  new Option("--store <store>", "the cache: memory (default) or redis://…"),
  new Option("--address <host:port>", "the Temporal server (default: Temporal's own settings, else 127.0.0.1:7233)"),
  new Option("--namespace <name>", "the namespace there (default: Temporal's own settings, else default)"),
  new Option("--task-queue <name>", "the task queue there (default: taskloom)"),
  ...output,
];

/** Of commands that run tasks. */
export const handlersOption: Option = new Option(
  "--handlers <module>",
  "modules with handlers (default: handlers.* beside the definition)",
).argParser(collect);

/** Of commands that run until they are stopped. */
export const metricsPortOption: Option = new Option(
  "--metrics-port <port>",
  "serve metrics and health on this port; 0 for a free one (default: not served)",
);

export const timeoutOption: Option = new Option("--timeout <duration>", "cancel the run after this time");

export const allOption: Option = new Option("--all", "list all children of containers, not only the first 1,000");
