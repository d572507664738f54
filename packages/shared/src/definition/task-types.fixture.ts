import type { TaskConfig } from "@taskloom/interfaces";
import { z } from "zod";
import type { NestedTask, TaskTypeDefinition } from "../model/task-type.js";
import { attemptFields, cel, customName, duration, nestedTask, template } from "./fields.js";

/** Task types that have nothing in common with the built-in ones but what a type can be. */
interface Config extends TaskConfig {
  readonly steps?: readonly unknown[];
  readonly branches?: readonly unknown[];
  readonly each?: unknown;
  readonly items?: unknown;
  readonly name?: string;
  readonly unchecked_name?: string;
  readonly on?: string;
  readonly cases?: Readonly<Record<string, unknown>>;
  readonly awaits?: string;
  readonly late?: string;
  readonly first?: unknown;
  readonly until?: string;
  readonly message?: string;
}

function createType(type: string, parts: Partial<TaskTypeDefinition<Config>>): TaskTypeDefinition<Config> {
  return {
    type,
    configSchema: z.strictObject({}),
    children: () => [],
    expressions: () => [],
    effects: () => "none",
    next: () => [],
    signals: () => [],
    create() {
      throw new Error("these types are not for running");
    },
    ...parts,
  };
}

function listNested(tasks: readonly unknown[] = [], key: string, parts: Partial<NestedTask>): readonly NestedTask[] {
  return tasks.map((task, index) => ({ task, pointer: [key, index], ...parts }));
}

/** Calls a handler. */
const work = createType("work", {
  configSchema: z.strictObject({
    action: z.string(),
    ...attemptFields,
    heartbeat_timeout: duration.optional(),
    priority: z.int().optional(),
    task_queue: z.string().optional(),
  }),
  effects: () => "handler",
});

/** Goes one of several ways: to tasks, or through tasks of its own. */
const choose = createType("choose", {
  configSchema: z.strictObject({ on: cel, cases: z.record(z.string(), z.union([z.string(), nestedTask])) }),
  children: ({ cases = {} }) =>
    Object.entries(cases).flatMap(([text, task]) =>
      typeof task === "string" ? [] : [{ task, pointer: ["cases", text], seenOutside: true }],
    ),
  expressions: ({ on }) => [{ pointer: ["on"], kind: "cel", value: on }],
  next: ({ cases = {} }) =>
    Object.entries(cases).flatMap(([text, to]) => (typeof to === "string" ? [{ pointer: ["cases", text], to }] : [])),
});

/** Its children run one after the other. */
const sequence = createType("sequence", {
  configSchema: z.strictObject({ steps: z.array(nestedTask), timeout: duration.optional() }),
  children: ({ steps }) => listNested(steps, "steps", { seesSiblings: true }),
});

/** Its children run at once. */
const fan = createType("fan", {
  configSchema: z.strictObject({ branches: z.array(nestedTask), timeout: duration.optional() }),
  children: ({ branches }) => listNested(branches, "branches", {}),
  check: ({ branches = [] }) =>
    branches.length > 0 ? [] : [{ pointer: ["branches"], code: "TASKS_EMPTY", message: "no branches" }],
});

/** The same task, or the same steps, for each item. */
const repeat = createType("repeat", {
  configSchema: z.strictObject({
    items: template,
    name: customName.optional(),
    unchecked_name: z.string().optional(),
    until: cel.optional(),
    each: nestedTask.optional(),
    steps: z.array(nestedTask).optional(),
  }),
  children({ id, each, steps, name, unchecked_name: unchecked }) {
    const names = ["item", "index", ...[name, unchecked].filter((chosen) => chosen !== undefined)];
    const common = { names, defaultId: `${id}/item`, templatedId: true };
    if (each !== undefined) return [{ ...common, task: each, pointer: ["each"] }];
    return [{ ...common, task: { type: "sequence", steps }, pointer: [] }];
  },
  expressions: (config) => [
    { pointer: ["items"], kind: "template", value: config.items },
    ...(config.until === undefined
      ? []
      : [{ pointer: ["until"], kind: "cel", value: config.until, variables: ["item"] } as const]),
  ],
});

/** Waits for a signal. */
const hold = createType("hold", {
  configSchema: z.strictObject({
    awaits: z.string(),
    timeout: duration.optional(),
    late: z.string().optional(),
    first: nestedTask.optional(),
  }),
  children: ({ id, first }) =>
    first === undefined ? [] : [{ task: first, pointer: ["first"], names: ["signal"], defaultId: `${id}/first` }],
  effects: () => "wait",
  next: ({ late }) => (late === undefined ? [] : [{ pointer: ["late"], to: late }]),
  signals: ({ awaits }) => (awaits === undefined ? [] : [awaits]),
  outputVariables: ["signal"],
});

/** Sends something, with a key that makes it harmless to send it twice. */
const send = createType("send", {
  configSchema: z.strictObject({ message: template, ...attemptFields }),
  expressions: ({ message }) => [{ pointer: ["message"], kind: "template", value: message }],
  effects: () => "idempotent",
});

/** Computes. */
const note = createType("note", {});

export const fixtureTypes: readonly TaskTypeDefinition[] = [work, choose, sequence, fan, repeat, hold, send, note];
