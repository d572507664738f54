import {
  DEFAULT_RETRY_POLICY,
  type ChildrenDirective,
  type Plan,
  type PlanStep,
  type StepId,
  type WaitDirective,
} from "@taskloom/interfaces";
import fc from "fast-check";
import { STRATEGIES, childrenOf, countChildren, createPlan, listChildren, waitFor } from "./plan.fixture.js";

/** A random definition: the tasks of its top level, each with what it does when it is called. */
interface Program {
  readonly tasks: readonly TopLevel[];
  /** Whether the workflow has `outputs`, and a time-out. */
  readonly outputs: boolean;
  readonly timeout: boolean;
}

interface TopLevel {
  readonly node: Node;
  /** The task after it goes on after a failure too. */
  readonly onError: boolean;
  /** How often it goes back to the first task. */
  readonly loops: number;
}

export type Node = Leaf | Group | Repeat | Wait;

type Outcome = "completed" | "failed" | "skipped" | "timed_out";

export type Strategy = keyof typeof STRATEGIES;

/** A task without children; it refers to others by their number, modulo how many there are. */
interface Leaf {
  readonly kind: "leaf";
  readonly effects: "handler" | "none" | "idempotent";
  readonly outcome: Outcome;
  /** Attempts that fail before it ends so. */
  readonly failures: number;
  readonly limits: boolean;
  readonly relaxed: boolean;
  readonly delay: "none" | "plain" | "conditional";
  readonly references: readonly number[];
}

interface Group {
  readonly kind: "group";
  readonly strategy: Strategy;
  readonly window: number;
  readonly batch: boolean;
  /** Items all run the first child's step. */
  readonly items: number | undefined;
  readonly only: boolean;
  readonly ask: "never" | "at_end";
  readonly timeout: boolean;
  readonly delay: boolean;
  readonly children: readonly Node[];
}

/** Its child again, so many times. */
interface Repeat {
  readonly kind: "repeat";
  readonly times: number;
  readonly child: Node;
}

interface Wait {
  readonly kind: "wait";
  readonly for: "go" | "stop" | "time";
  readonly correlationId: string | undefined;
  readonly ask: WaitDirective["ask"];
  readonly timeout: boolean;
}

/** What a step does, by its id. */
export interface Script {
  readonly node: Node;
  readonly directive?: ChildrenDirective | WaitDirective;
  readonly loops: number;
}

export interface CompiledProgram {
  readonly program: Program;
  readonly plan: Plan;
  readonly scripts: ReadonlyMap<StepId, Script>;
}

/** The plan of a program, and what its steps do. */
function compileProgram(program: Program): CompiledProgram {
  const steps: Record<StepId, Partial<PlanStep>> = {};
  const scripts = new Map<StepId, Script>();
  const add = (node: Node, parent: StepId | undefined, loops = 0): StepId => {
    const id = `t${scripts.size}`;
    scripts.set(id, { node, loops });
    steps[id] = {};
    const children = listNodes(node).map((child) => add(child, id));
    scripts.set(id, { node, loops, ...directiveOf(node, id, children) });
    steps[id] = { ...stepOf(node), children, ...(parent !== undefined && { parent }) };
    return id;
  };
  const top = program.tasks.map(({ node, loops }) => add(node, undefined, loops));
  for (const [index, { onError, loops }] of program.tasks.entries()) {
    const next = top[index + 1];
    const id = top[index] ?? "";
    if (next !== undefined) Object.assign(steps[id] ?? {}, { next }, onError ? { onError: next } : {});
    if (loops > 0) Object.assign(steps[id] ?? {}, { mayGoTo: [top[0]] });
  }
  resolveReferences(steps, scripts);
  const keys = { signals: ["go", "stop"], ...(program.timeout && { timeoutMs: 100_000 }) };
  const outputs = { tasks: Object.keys(steps), workflowInput: true };
  return { program, scripts, plan: createPlan(steps, { ...keys, ...(program.outputs && { outputs }) }) };
}

function listNodes(node: Node): readonly Node[] {
  if (node.kind === "group") return node.items === undefined && !node.only ? node.children : node.children.slice(0, 1);
  if (node.kind === "repeat") return [node.child];
  if (node.kind === "wait" && node.ask === "each_signal") return [processor];
  return [];
}

const processor: Node = {
  kind: "leaf",
  effects: "handler",
  outcome: "completed",
  failures: 0,
  limits: false,
  relaxed: false,
  delay: "none",
  references: [],
};

function stepOf(node: Node): Partial<PlanStep> {
  switch (node.kind) {
    case "leaf":
      return leafStep(node);
    case "group":
      return { effects: "none", ...(node.timeout && { timeoutMs: 5_000 }), ...(node.delay && { delayMs: 700 }) };
    case "repeat":
      return { effects: "none" };
    case "wait":
      return { effects: "wait", ...(node.for !== "time" && { awaits: node.for }) };
  }
}

function leafStep({ effects, delay, limits, relaxed, failures }: Leaf): Partial<PlanStep> {
  const retry = { ...DEFAULT_RETRY_POLICY, maximumAttempts: 2 };
  const attempts = { retry, timeoutMs: 1_000, ...(limits && { totalTimeoutMs: 4_000 }) };
  return {
    effects,
    relaxed,
    ...((failures > 0 || limits) && { attempts }),
    ...(delay !== "none" && { delayMs: 300, conditional: delay === "conditional" }),
  };
}

function directiveOf(
  node: Node,
  id: StepId,
  children: readonly StepId[],
): { directive?: ChildrenDirective | WaitDirective } {
  if (node.kind === "group") return { directive: groupDirective(node, children) };
  if (node.kind === "repeat") {
    return { directive: childrenOf(listChildren(...children), { window: 1, ask: "after_each", collect: "list" }) };
  }
  return node.kind === "wait" ? { directive: waitDirective(node, id) } : {};
}

function groupDirective(node: Group, children: readonly StepId[]): ChildrenDirective {
  const [first = ""] = children;
  const isCounted = node.items !== undefined && !node.only && children.length > 0;
  const source = isCounted ? countChildren(node.items, first) : listChildren(...children);
  return childrenOf(source, {
    window: node.only ? 1 : node.window,
    ...(node.batch && { batch: node.window }),
    settle: STRATEGIES[node.only ? "wait_all" : node.strategy],
    collect: node.only ? "only" : isCounted ? "list" : "map",
    ask: node.ask,
  });
}

function waitDirective({ for: awaited, correlationId, ask, timeout }: Wait, id: StepId): WaitDirective {
  const keys = { ...(timeout && { timeoutMs: 2_000 }) };
  if (awaited === "time") {
    const untilMs = 10_000 + Number(id.slice(1));
    return { kind: "wait", for: { untilMs }, ask: ask === "each_signal" ? "never" : ask, ...keys };
  }
  const signal = { signal: awaited, ...(correlationId !== undefined && { correlationId }) };
  return waitFor(awaited, { for: signal, ask, ...keys });
}

function resolveReferences(steps: Record<StepId, Partial<PlanStep>>, scripts: ReadonlyMap<StepId, Script>): void {
  const ids = [...scripts.keys()];
  for (const [id, { node }] of scripts) {
    if (node.kind !== "leaf" || node.references.length === 0) continue;
    const tasks = node.references.map((number) => ids[number % ids.length] ?? id);
    steps[id] = { ...steps[id], references: { tasks: [...new Set(tasks)] } };
  }
}

const leaf: fc.Arbitrary<Node> = fc.record({
  kind: fc.constant("leaf"),
  effects: fc.constantFrom("handler", "handler", "none", "idempotent"),
  outcome: fc.constantFrom<Outcome[]>("completed", "completed", "completed", "failed", "skipped", "timed_out"),
  failures: fc.constantFrom(0, 0, 0, 1, 2),
  limits: fc.boolean(),
  relaxed: fc.boolean(),
  delay: fc.constantFrom("none", "none", "none", "plain", "conditional"),
  references: fc.array(fc.nat({ max: 20 }), { maxLength: 3 }),
});

const wait: fc.Arbitrary<Node> = fc.record({
  kind: fc.constant("wait"),
  for: fc.constantFrom("go", "go", "stop", "time"),
  correlationId: fc.constantFrom(undefined, undefined, "A", "B"),
  ask: fc.constantFrom("never", "at_end", "each_signal", "each_signal"),
  timeout: fc.boolean(),
});

function nodes(bottom: fc.Arbitrary<Node>): fc.Arbitrary<Node> {
  return fc.letrec<{ node: Node }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, depthSize: "small", withCrossShrink: true },
      bottom,
      fc.record({
        kind: fc.constant("group"),
        strategy: fc.constantFrom("wait_all", "fail_fast", "best_effort", "race"),
        window: fc.integer({ min: 1, max: 4 }),
        batch: fc.boolean(),
        items: fc.option(fc.nat({ max: 4 }), { nil: undefined }),
        only: fc.boolean(),
        ask: fc.constantFrom("never", "never", "at_end"),
        timeout: fc.boolean(),
        delay: fc.boolean(),
        children: fc.array(tie("node"), { maxLength: 4 }),
      }),
      fc.record({ kind: fc.constant("repeat"), times: fc.integer({ min: 1, max: 3 }), child: tie("node") }),
    ),
  })).node;
}

function programs(node: fc.Arbitrary<Node>): fc.Arbitrary<CompiledProgram> {
  const top = fc.record({ node, onError: fc.boolean(), loops: fc.constantFrom(0, 0, 0, 1, 2) });
  const tasks = fc.array(top, { minLength: 1, maxLength: 4 });
  return fc.record({ tasks, outputs: fc.boolean(), timeout: fc.boolean() }).map(compileProgram);
}

/** Random definitions without waits. */
export const programsWithoutWaits: fc.Arbitrary<CompiledProgram> = programs(nodes(leaf));

/** Random definitions of all kinds of tasks. */
export const anyPrograms: fc.Arbitrary<CompiledProgram> = programs(
  nodes(fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 1, arbitrary: wait })),
);
