import type { CompiledDefinition } from "@taskloom/interfaces";
import { compile, createCollection, createSequence } from "../embedded/bench-engine.js";

/** The same work as a workflow written by hand and as definitions. */
export interface Shape {
  readonly name: string;
  readonly tasks: number;
  /** A workflow of `raw-workflows.ts`. */
  readonly raw: "sequence" | "fanOut";
  /** Compiled once, as by a program that starts runs. */
  readonly definitions: Readonly<Record<Durability, CompiledDefinition>>;
}

type Durability = "strict" | "relaxed";

/** A router and an aggregate after every tenth task; by hand, that is an `if` and an assignment. */
function createDecidingSequence(tasks: number, durability: Durability): CompiledDefinition {
  const steps = Array.from({ length: tasks }, (_, index) => {
    const [id, next] = [`t${index}`, `t${index + 1}`];
    const input = index === 0 ? 0 : `{{ tasks.t${index - 1}.output }}`;
    const task = { id, action: "add-one", with: input };
    if (index + 1 === tasks) return [task];
    if (index % 10 !== 9) return [{ ...task, on_success: { next } }];
    const sum = { id: `a${index}`, type: "aggregate", outputs: { n: `{{ tasks.${id}.output }}` } };
    const router = {
      id: `r${index}`,
      type: "router",
      condition: `tasks.a${index}.output.n > 0`,
      routes: { true: next },
    };
    return [
      { ...task, on_success: { next: sum.id } },
      { ...sum, on_success: { next: router.id } },
      { ...router, default: next },
    ];
  });
  const outputs = { last: `{{ tasks.t${tasks - 1}.output }}` };
  return compile({ id: `deciding-${durability}`, defaults: { durability }, tasks: steps.flat(), outputs });
}

export const shapes: readonly Shape[] = [
  createShape("three tasks", 3, "sequence", createSequence),
  createShape("sequence of 100", 100, "sequence", createSequence),
  createShape("sequence of 100, decisions after every tenth", 100, "sequence", createDecidingSequence),
  createShape("fan-out of 100", 100, "fanOut", createCollection),
  createShape("fan-out of 1,000", 1_000, "fanOut", createCollection),
];

/** The same work by hand and as definitions of both kinds. */
export function createShape(
  name: string,
  tasks: number,
  raw: Shape["raw"],
  create: (tasks: number, durability: Durability) => CompiledDefinition,
): Shape {
  const definitions = { strict: create(tasks, "strict"), relaxed: create(tasks, "relaxed") };
  return { name, tasks, raw, definitions };
}
