import { DEFAULT_LIMITS, type JsonObject, type LoadLimits } from "@taskloom/interfaces";
import type { NestedTask, Pointer, TaskTypeDefinition } from "../model/task-type.js";
import type { DefinitionSchema } from "./definition-schema.js";
import type { Finding } from "./finding.js";
import { suggest } from "./nearest.js";
import type { ResolvedTask, TaskNode } from "./task-node.js";
import { createUnknownType } from "./unknown-type.js";

/** All tasks of a definition, and what is wrong with their form. */
export interface TaskTree {
  readonly roots: readonly TaskNode[];
  /** Every task before those inside it. */
  readonly nodes: readonly TaskNode[];
  readonly findings: readonly Finding[];
}

/** A task as written, before anything is known of it. */
interface WrittenTask {
  readonly config: JsonObject;
  readonly type: TaskTypeDefinition;
  readonly pointer: Pointer;
  readonly id: string;
}

/** Says what is wrong with a task's form, and whether the rest can be relied on. */
export type InspectTask = (task: WrittenTask) => { readonly findings: readonly Finding[]; readonly isUsable: boolean };

/** How many tasks there may be, and how deep inside one another. */
type TreeLimits = Pick<LoadLimits, "tasks" | "containerNesting">;

/**
 * The tasks of a definition with those inside them, as their types say.
 * Findings: those of `inspect`, TASK_TYPE_UNKNOWN, DEFINITION_INVALID, DEFINITION_TOO_DEEP, DEFINITION_TOO_LARGE.
 */
export function createTaskTree(
  tasks: readonly unknown[],
  schema: DefinitionSchema,
  inspect: InspectTask,
  limits: TreeLimits = DEFAULT_LIMITS,
): TaskTree {
  const builder = new TreeBuilder(schema, inspect, limits);
  const roots = builder.add(
    tasks.map((task, index) => ({ task, pointer: ["tasks", index] })),
    undefined,
  );
  return { roots, nodes: builder.nodes, findings: builder.findings };
}

class TreeBuilder {
  readonly nodes: TaskNode[] = [];
  readonly findings: Finding[] = [];
  readonly #schema: DefinitionSchema;
  readonly #inspect: InspectTask;
  readonly #limits: TreeLimits;
  #isFull = false;

  constructor(schema: DefinitionSchema, inspect: InspectTask, limits: TreeLimits) {
    this.#schema = schema;
    this.#inspect = inspect;
    this.#limits = limits;
  }

  add(tasks: readonly NestedTask[], parent: TaskNode | undefined, depth = 0): TaskNode[] {
    const added: TaskNode[] = [];
    for (const nested of tasks) {
      if (this.#isFull) break;
      const pointer = [...(parent?.pointer ?? []), ...nested.pointer];
      const refusal = this.#refuse(nested, pointer, depth);
      if (refusal === undefined) added.push(this.#addTask(nested, parent, pointer, depth));
      else this.findings.push(refusal);
      this.#isFull ||= refusal?.code === "DEFINITION_TOO_LARGE";
    }
    return added;
  }

  #refuse({ task }: NestedTask, pointer: Pointer, depth: number): Finding | undefined {
    const { tasks, containerNesting } = this.#limits;
    if (depth > containerNesting) {
      const message = `more than ${containerNesting} containers inside one another`;
      return { code: "DEFINITION_TOO_DEEP", message, pointer };
    }
    if (this.nodes.length === tasks) {
      return { code: "DEFINITION_TOO_LARGE", message: `more than ${tasks} tasks`, pointer };
    }
    if (isObject(task)) return undefined;
    return { code: "DEFINITION_INVALID", message: "a task must be an object", pointer };
  }

  #addTask(nested: NestedTask, parent: TaskNode | undefined, pointer: Pointer, depth: number): TaskNode {
    const written = isObject(nested.task) ? nested.task : {};
    const id = textOf(written["id"]) ?? nested.defaultId ?? "";
    const { type, isUsable } = this.#resolveType(written, pointer, id);
    const config: ResolvedTask = isUsable ? { ...written, id, type: type.type } : { id, type: type.type };
    const children: TaskNode[] = [];
    const node = { id, type, config, pointer, parent, nested, children, isBroken: !isUsable };
    this.nodes.push(node);
    if (isUsable) children.push(...this.add(type.children(config), node, depth + 1));
    return node;
  }

  #resolveType(config: JsonObject, pointer: Pointer, id: string): { type: TaskTypeDefinition; isUsable: boolean } {
    const name = textOf(config["type"]) ?? this.#schema.defaultType;
    const type = this.#schema.findType(name);
    if (type === undefined) {
      this.findings.push(this.#describeUnknown(name, pointer, id));
      return { type: createUnknownType(name), isUsable: false };
    }
    const { findings, isUsable } = this.#inspect({ config, type, pointer, id });
    this.findings.push(...findings);
    return { type, isUsable };
  }

  #describeUnknown(name: string, pointer: Pointer, task: string): Finding {
    const types = this.#schema.taskTypes.map(({ type }) => type);
    const message = `there is no task type '${name}'; there are ${types.join(", ")}`;
    return { code: "TASK_TYPE_UNKNOWN", message, pointer: [...pointer, "type"], task, hint: suggest(name, types) };
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
