import {
  ROOT_PATH,
  type ChildrenDirective,
  type ControlEvent,
  type JsonValue,
  type RunEvent,
  type StepId,
  type TaskEnded,
  type TaskPath,
} from "@taskloom/interfaces";
import type { CompiledProgram, Strategy } from "./program.fixture.js";
import { STRATEGIES } from "./plan.fixture.js";

type End = "completed" | "failed" | "timed_out" | "skipped" | "canceled";

/** What a task of the model is doing. Only `called` has a call under way. */
type Phase = "due" | "called" | "delayed" | "retrying" | "open" | "ended";

interface Task {
  readonly path: TaskPath;
  readonly step: StepId;
  readonly id: string;
  phase: Phase;
  /** Whether a call was made for it; a delay alone is no start. */
  started: boolean;
  /** Whether its work, and with it its time-outs, have begun. */
  hasLimits: boolean;
  calls: number;
  attempt: number;
  end?: End;
  output?: JsonValue;
  next?: StepId;
  directive?: ChildrenDirective;
  children: Task[];
  passes: number;
}

/**
 * A run as one would do it by hand: after each event the whole tree is looked at again and again until nothing changes.
 * It knows no counters, no frames, no timers' times and no order of events but that in which they come.
 */
export class Model {
  readonly #program: CompiledProgram;
  readonly #top: Task[] = [];
  readonly #requests = new Set<string>();
  #paused = false;
  #end: End | undefined;
  #output: JsonValue | undefined;
  /** The call that renders the run's outputs. */
  #outputs: "none" | "due" | "called" = "none";
  /** Calls that a run which is closing waits for. */
  #closing: Set<string> | undefined;
  #closingEnd: End = "canceled";

  constructor(program: CompiledProgram) {
    this.#program = program;
    this.#begin(program.plan.start);
    this.#settle();
  }

  get end(): End | undefined {
    return this.#end;
  }

  get output(): JsonValue | undefined {
    return this.#output;
  }

  /** Paths and ordinals of the calls under way. */
  get calls(): string[] {
    const root = this.#outputs === "called" ? [`${ROOT_PATH}@1`] : [];
    return [
      ...root,
      ...this.#all().flatMap(({ path, phase, calls }) => (phase === "called" ? [`${path}@${calls}`] : [])),
    ];
  }

  get timers(): string[] {
    if (this.#end !== undefined) return [];
    if (this.#closing !== undefined) return ["grace:root"];
    const run = this.#program.plan.timeoutMs === undefined ? [] : ["timeout:root"];
    return [...run, ...this.#all().flatMap((task) => this.#timersOf(task))];
  }

  /** How each task that has ended did so, by path. */
  get ends(): Record<TaskPath, End> {
    return Object.fromEntries(this.#all().flatMap(({ path, end }) => (end === undefined ? [] : [[path, end]])));
  }

  fold(event: RunEvent): void {
    if (this.#end !== undefined) return;
    if ("path" in event && "call" in event) this.#returned(event);
    else if (event.kind === "timer_fired") this.#fire(event.timer);
    else if ("requestId" in event) this.#requested(event);
    this.#settle();
  }

  #requested({ kind, requestId }: ControlEvent): void {
    if (this.#requests.has(requestId)) return;
    this.#requests.add(requestId);
    if (kind === "pause_requested") this.#paused = this.#closing === undefined;
    else if (kind === "resume_requested") this.#paused = false;
    else this.#close("canceled");
  }

  #timersOf(task: Task): string[] {
    if (task.phase === "ended") return [];
    const step = this.#program.plan.steps[task.step];
    return [
      ...(task.phase === "delayed" ? [`delay:${task.path}`] : []),
      ...(task.phase === "retrying" ? [`retry:${task.path}`] : []),
      ...(task.hasLimits && step?.attempts?.totalTimeoutMs !== undefined ? [`total:${task.path}`] : []),
      ...(task.hasLimits && step?.timeoutMs !== undefined ? [`timeout:${task.path}`] : []),
    ];
  }

  #returned(event: Extract<RunEvent, { call: number }>): void {
    if (this.#closing !== undefined) return void this.#closing.delete(`${event.path}@${event.call}`);
    if (event.path === ROOT_PATH && event.kind === "task_ended") return this.#endRun("completed", valueOf(event));
    const task = this.#find(event.path);
    if (task?.phase !== "called" || task.calls !== event.call) return;
    if (event.kind === "task_delayed") Object.assign(task, { phase: "delayed", started: false });
    else if (event.kind === "attempt_failed") this.#attemptFailed(task, event.attempt ?? 0);
    else if (event.kind === "children_opened") this.#open(task, event.directive);
    else if (event.kind === "task_ended")
      Object.assign(task, { phase: "ended", end: event.status, output: valueOf(event), next: event.next });
  }

  #attemptFailed(task: Task, attempt: number): void {
    const retry = this.#program.plan.steps[task.step]?.attempts?.retry;
    task.attempt = attempt;
    if (retry !== undefined && attempt < retry.maximumAttempts) task.phase = "retrying";
    else Object.assign(task, { phase: "ended", end: "failed" });
  }

  #open(task: Task, directive: ChildrenDirective): void {
    Object.assign(task, { phase: "open", directive, children: directive.ask === "after_each" ? task.children : [] });
    task.passes = task.children.length;
  }

  #fire(timer: string): void {
    if (!this.timers.includes(timer)) return;
    const [purpose = "", path = ""] = timer.split(":");
    if (purpose === "grace") this.#closing?.clear();
    else if (path === ROOT_PATH) this.#close("timed_out");
    else this.#fireOf(purpose, this.#find(path));
  }

  #fireOf(purpose: string, task: Task | undefined): void {
    if (task === undefined) return;
    if (purpose === "delay" || purpose === "retry") task.phase = "due";
    else this.#stop(task, "timed_out");
  }

  /** Stops a task and all inside it. */
  #stop(task: Task, end: End): void {
    for (const child of task.children) this.#cancel(child);
    Object.assign(task, { phase: "ended", end });
  }

  #cancel(task: Task): void {
    if (task.phase !== "ended") this.#stop(task, task.started ? "canceled" : "skipped");
  }

  #close(end: End): void {
    if (this.#closing !== undefined) return;
    this.#closing = new Set(this.calls);
    this.#closingEnd = end;
    this.#outputs = "none";
    this.#paused = false;
    for (const task of this.#top) this.#cancel(task);
  }

  #endRun(end: End, output?: JsonValue): void {
    this.#end = end;
    this.#output = output;
    this.#outputs = "none";
  }

  /** Looks at everything until nothing changes any more. */
  #settle(): void {
    let before = "";
    for (let now = this.#sketch(); now !== before; now = this.#sketch()) {
      before = now;
      this.#lookAround();
    }
  }

  #sketch(): string {
    return JSON.stringify([this.#top, this.#end, this.#outputs]);
  }

  #lookAround(): void {
    if (this.#end !== undefined) return;
    if (this.#closing !== undefined) {
      if (this.#closing.size === 0) this.#endRun(this.#closingEnd);
      return;
    }
    for (const task of this.#top) this.#look(task);
    const last = this.#top.at(-1);
    if (last?.phase === "ended" && this.#outputs === "none") this.#follow(last);
    if (this.#outputs === "due" && !this.#paused) this.#outputs = "called";
  }

  #follow({ step, end, next }: Task): void {
    const plan = this.#program.plan.steps[step];
    const following = next ?? (end === "failed" || end === "timed_out" ? plan?.onError : plan?.next);
    if (following !== undefined) this.#begin(following);
    else if (end === "failed" || end === "timed_out") this.#endRun("failed");
    else if (this.#program.plan.outputs !== undefined) this.#outputs = "due";
    else this.#endRun("completed", this.#collectTop());
  }

  /** The latest end of each task counts. */
  #collectTop(): JsonValue {
    const latest = new Map(this.#top.map((task) => [task.step, task]));
    const completed = [...latest.values()].filter(({ end, output }) => end === "completed" && output !== undefined);
    return Object.fromEntries(completed.map(({ step, output }) => [step, output ?? null]));
  }

  #begin(step: StepId): void {
    const pass = this.#top.filter((task) => task.step === step).length + 1;
    this.#top.push(this.#create(step, step, `${ROOT_PATH}/${step}${pass === 1 ? "" : `#${pass}`}`));
  }

  #create(step: StepId, id: string, path: TaskPath): Task {
    const { delayMs, conditional } = this.#program.plan.steps[step] ?? {};
    const phase = delayMs !== undefined && conditional !== true ? "delayed" : "due";
    return { path, step, id, phase, started: false, hasLimits: false, calls: 0, attempt: 0, children: [], passes: 0 };
  }

  #look(task: Task): void {
    if (task.phase === "due" && !this.#paused) this.#call(task);
    for (const child of task.children) this.#look(child);
    if (task.phase === "open" && task.directive !== undefined) this.#lookAtOpen(task, task.directive);
  }

  #call(task: Task): void {
    const { delayMs, conditional } = this.#program.plan.steps[task.step] ?? {};
    const isBeforeDelay = conditional === true && delayMs !== undefined && task.calls === 0;
    task.phase = "called";
    task.calls += 1;
    task.started = true;
    if (!isBeforeDelay) task.hasLimits = true;
  }

  #lookAtOpen(task: Task, directive: ChildrenDirective): void {
    if (directive.ask === "after_each") return this.#lookAtRepeat(task, directive);
    const total = countOf(directive);
    const ends = task.children.flatMap(({ end }) => (end === undefined ? [] : [end]));
    const end = decide(strategyOf(directive), ends, total);
    if (end === undefined) return this.#fill(task, directive, total);
    for (const child of task.children) this.#cancel(child);
    if (directive.ask === "at_end") task.phase = "due";
    else this.#endOpen(task, directive, end);
  }

  #endOpen(task: Task, directive: ChildrenDirective, end: End): void {
    const [only] = task.children;
    if (directive.collect !== "only") {
      Object.assign(task, { phase: "ended", end, ...(end === "completed" && { output: collect(task, directive) }) });
    } else if (only === undefined || only.end === "skipped") {
      Object.assign(task, { phase: "ended", end: "completed", output: null });
    } else Object.assign(task, { phase: "ended", end: only.end, output: only.output });
  }

  #lookAtRepeat(task: Task, directive: ChildrenDirective): void {
    if (task.children.length === task.passes && !this.#paused) this.#addChild(task, directive, 0);
    else if (task.children.length > task.passes && task.children.at(-1)?.phase === "ended") task.phase = "due";
  }

  #fill(task: Task, directive: ChildrenDirective, total: number): void {
    const open = task.children.filter(({ phase }) => phase !== "ended").length;
    const startsBatch = directive.batch !== undefined && task.children.length % directive.batch === 0;
    const hasRoom = task.children.length < total && open < directive.window && (!startsBatch || open === 0);
    if (hasRoom && !this.#paused) this.#addChild(task, directive, task.children.length);
  }

  #addChild(task: Task, { source, ask }: ChildrenDirective, index: number): void {
    const pass = task.children.length + 1;
    const suffix = ask === "after_each" && pass > 1 ? `#${pass}` : "";
    if (!("children" in source)) {
      task.children.push(this.#create(source.step, `${task.id}-${index}`, `${task.path}[${index}]`));
    } else {
      const { step = "", id = "" } = source.children[index] ?? {};
      task.children.push(this.#create(step, id, `${task.path}/${id}${suffix}`));
    }
  }

  #find(path: TaskPath): Task | undefined {
    return this.#all().find((task) => task.path === path);
  }

  #all(): Task[] {
    const list = (tasks: readonly Task[]): Task[] => tasks.flatMap((task) => [task, ...list(task.children)]);
    return list(this.#top);
  }
}

function valueOf({ output }: TaskEnded): JsonValue | undefined {
  return output === undefined || "blob" in output ? undefined : output.value;
}

function countOf({ source }: ChildrenDirective): number {
  return "children" in source ? source.children.length : source.count;
}

function strategyOf({ settle }: ChildrenDirective): Strategy {
  const names = Object.keys(STRATEGIES) as Strategy[];
  return names.find((name) => STRATEGIES[name] === settle) ?? "wait_all";
}

/** The table of strategies: how a container ends whose children have ended so far as these, if it does. */
function decide(strategy: Strategy, ends: readonly End[], total: number): "completed" | "failed" | undefined {
  const failed = ends.some((end) => end === "failed" || end === "timed_out");
  const completed = ends.includes("completed");
  const areAllTerminal = ends.length === total;
  switch (strategy) {
    case "wait_all":
      return areAllTerminal ? (failed ? "failed" : "completed") : undefined;
    case "fail_fast":
      return failed ? "failed" : areAllTerminal ? "completed" : undefined;
    case "best_effort":
      return areAllTerminal ? (completed || !failed ? "completed" : "failed") : undefined;
    case "race":
      return completed ? "completed" : areAllTerminal ? (failed ? "failed" : "completed") : undefined;
  }
}

function collect({ children }: Task, directive: ChildrenDirective): JsonValue {
  const outputs = children.map(({ end, output }) => (end === "completed" ? (output ?? null) : undefined));
  if (directive.collect === "list") {
    return Array.from({ length: countOf(directive) }, (_, index) => outputs[index] ?? null);
  }
  return Object.fromEntries(
    children.flatMap(({ id, end, output }) => (end === "completed" ? [[id, output ?? null]] : [])),
  );
}
