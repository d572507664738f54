import fc from "fast-check";
import type { CompiledDefinition } from "@taskloom/interfaces";
import { compile } from "./test-world.fixture.js";

/** The form of a task; ids and references are given when it is written down. */
type Shape =
  | { readonly kind: "work"; readonly fails: number; readonly reads: boolean; readonly before: Before }
  | { readonly kind: "sum"; readonly reads: boolean; readonly before: Before }
  | { readonly kind: "tell"; readonly before: Before }
  | { readonly kind: "rest" }
  | { readonly kind: "route"; readonly branches: readonly Shape[]; readonly taken: number; readonly shapes: boolean }
  | { readonly kind: "steps"; readonly tasks: readonly Shape[]; readonly best: boolean; readonly shapes: boolean }
  | { readonly kind: "fork"; readonly tasks: readonly Shape[]; readonly best: boolean; readonly shapes: boolean }
  | {
      readonly kind: "each";
      readonly task: Shape;
      readonly items: number;
      readonly window: number;
      readonly best: boolean;
    };

type Before = "nothing" | "true" | "false" | "delay" | "both";

const before = fc.constantFrom<Before[]>("nothing", "nothing", "nothing", "true", "false", "delay", "both");

const leaf: fc.Arbitrary<Shape> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("work" as const),
      fails: fc.constantFrom(0, 0, 0, 1, 9),
      reads: fc.boolean(),
      before,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("sum" as const), reads: fc.boolean(), before }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("tell" as const), before }) },
  { weight: 1, arbitrary: fc.constant({ kind: "rest" as const }) },
);

const { shape } = fc.letrec<{ shape: Shape }>((tie) => {
  const tasks = fc.array(tie("shape"), { minLength: 1, maxLength: 3 });
  const flags = { best: fc.boolean(), shapes: fc.boolean() };
  return {
    shape: fc.oneof(
      { maxDepth: 3, depthIdentifier: "shape", withCrossShrink: true },
      leaf,
      fc.record({ kind: fc.constant("route" as const), branches: tasks, taken: fc.nat(3), shapes: fc.boolean() }),
      fc.record({ kind: fc.constant("steps" as const), tasks, ...flags }),
      fc.record({ kind: fc.constant("fork" as const), tasks, ...flags }),
      fc.record({
        kind: fc.constant("each" as const),
        task: tie("shape"),
        items: fc.nat(3),
        window: fc.nat(2),
        best: fc.boolean(),
      }),
    ),
  };
});

export interface RandomDefinition {
  readonly tasks: readonly Shape[];
  readonly catches: boolean;
  readonly loops: boolean;
  readonly shapes: boolean;
}

/** What definitions are made from: sequences of any tasks, nested in any way, whose results depend on no order. */
export const randomDefinition: fc.Arbitrary<RandomDefinition> = fc.record({
  tasks: fc.array(shape, { minLength: 1, maxLength: 5 }),
  catches: fc.boolean(),
  loops: fc.boolean(),
  shapes: fc.boolean(),
});

type Task = Record<string, unknown>;

/** The definition, with the durability of all its tasks. */
export function writeDefinition(random: RandomDefinition, durability: "strict" | "relaxed"): CompiledDefinition {
  const writer = new Writer();
  const tasks = random.tasks.map((task, index) => {
    const next = { next: `t${index + 1}` };
    const written = writer.write(task, `t${index}`, index === 0 ? undefined : `t${index - 1}`);
    return { ...written, on_success: next, ...(random.catches && { on_error: next }) };
  });
  const last = `t${tasks.length}`;
  return compile({
    defaults: { durability, retry: { maximum_attempts: 2, initial_interval: 50 } },
    tasks: [
      ...tasks,
      {
        id: last,
        action: "work",
        with: { value: `{{ has(tasks.${last}) ? tasks.${last}.output.value + 1 : 1 }}` },
        on_success: { next: "end" },
      },
      {
        id: "end",
        type: "router",
        condition: `tasks.${last}.output.value`,
        routes: random.loops ? { 1: "t0" } : {},
        default: "done",
      },
      { id: "done", type: "aggregate", outputs: { value: `{{ tasks.${last}.output }}` } },
    ],
    ...(random.shapes && { outputs: { done: "{{ tasks.done.output }}", at: "{{ workflow.run_id }}" } }),
  });
}

class Writer {
  #count = 0;

  write(shape: Shape, id = `n${(this.#count += 1)}`, sibling?: string): Task {
    const seen = sibling === undefined ? "nobody" : `{{ tasks.${sibling}.status }}`;
    switch (shape.kind) {
      case "work":
        return {
          id,
          action: "work",
          with: { fails: shape.fails, value: 1, ...(shape.reads && { seen }) },
          ...writeBefore(shape.before),
        };
      case "sum":
        return {
          id,
          type: "aggregate",
          outputs: { value: 1, ...(shape.reads && { seen }) },
          ...writeBefore(shape.before),
        };
      case "tell":
        return { id, type: "signal", signal: { name: "told", payload: seen }, ...writeBefore(shape.before) };
      case "rest":
        return { id, type: "wait", duration: 20 };
      case "route":
        return {
          id,
          type: "router",
          condition: String(shape.taken),
          routes: this.#routes(shape.branches),
          ...writeOutputs(shape.shapes),
        };
      case "steps":
        return {
          id,
          type: "composite",
          ...writeStrategy(shape.best, "fail_fast"),
          tasks: this.#sequence(shape.tasks),
          ...writeOutputs(shape.shapes),
        };
      case "fork":
        return {
          id,
          type: "parallel",
          ...writeStrategy(shape.best, "wait_all"),
          tasks: shape.tasks.map((task) => this.write(task)),
          ...writeOutputs(shape.shapes),
        };
      case "each":
        return {
          id,
          type: "collection",
          ...writeStrategy(shape.best, "wait_all"),
          ...writePace(shape.window),
          items: items(shape.items),
          task: this.#item(shape.task),
        };
    }
  }

  #routes(branches: readonly Shape[]): Task {
    return Object.fromEntries(branches.map((branch, index) => [String(index), this.write(branch)]));
  }

  #sequence(shapes: readonly Shape[]): Task[] {
    const tasks: Task[] = [];
    for (const shape of shapes) tasks.push(this.write(shape, undefined, tasks.at(-1)?.["id"] as string | undefined));
    return tasks;
  }

  /** Items are numbered: the template has no id. */
  #item(shape: Shape): Task {
    const { id: _, ...task } = this.write(shape);
    return task;
  }
}

function items(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function writePace(window: number): Task {
  return window === 0 ? { mode: "sequential" } : { max_concurrency: window };
}

function writeStrategy(best: boolean, other: string): Task {
  return { strategy: best ? "best_effort" : other };
}

function writeOutputs(shapes: boolean): Task {
  return shapes ? { outputs: { raw: "{{ output }}", count: "{{ size(children) }}" } } : {};
}

function writeBefore(before: Before): Task {
  return {
    ...((before === "true" || before === "both") && { if: "1 + 1 == 2" }),
    ...(before === "false" && { if: "workflow.run_id == ''" }),
    ...((before === "delay" || before === "both") && { delay: 30 }),
  };
}
