import {
  ROOT_PATH,
  type AdvanceCommand,
  type Ask,
  type ChildrenDirective,
  type JsonValue,
  type ProposalEvent,
  type RunState,
  type StepId,
  type StoredValue,
  type TaskPath,
  type TaskRecord,
  type WaitDirective,
} from "@taskloom/interfaces";
import type { CompiledProgram, Node, Script } from "./program.fixture.js";
import { errorOf, stored } from "./test-run.fixture.js";

/** What is asked of a step, and what the step can see. */
export interface Question {
  readonly call: AdvanceCommand;
  /** The state, or the slice that the call was given. */
  readonly view: RunState;
  readonly at: number;
}

/** What a program's steps answer: the same question, asked of the state or of a slice of it, has the same answer. */
export function answer(program: CompiledProgram, question: Question): ProposalEvent {
  const { view, call } = question;
  if (call.path === ROOT_PATH) return end(question, "completed", stored(digestOutputs(program, question)));
  const record = recordOf(view, call.path);
  const script = program.scripts.get(record.step);
  if (script === undefined) throw new Error(`no script for ${record.step}`);
  const event = act(program, question, record, script);
  const isLooping = event.kind === "task_ended" && countPass(call.path) <= script.loops && event.status === "completed";
  return isLooping ? { ...event, next: program.plan.start } : event;
}

function act(program: CompiledProgram, question: Question, record: TaskRecord, script: Script): ProposalEvent {
  const { ask } = question.call;
  switch (ask.kind) {
    case "children":
      return afterChildren(question, record, script);
    case "signal":
      return judge(question, record, ask);
    case "wait_over":
      return end(question, "completed", stored("waited"));
    default:
      return begin(program, question, record, script);
  }
}

function begin(program: CompiledProgram, question: Question, record: TaskRecord, script: Script): ProposalEvent {
  const { node, directive } = script;
  const step = program.plan.steps[record.step];
  if (question.call.ask.kind === "begin" && step?.delayMs !== undefined) return beforeDelay(question, node);
  if (directive?.kind === "children") return openChildren(question, directive);
  if (directive?.kind === "wait") return openWait(question, directive);
  return work(program, question, record, node);
}

function beforeDelay(question: Question, node: Node): ProposalEvent {
  if (node.kind === "leaf" && node.outcome === "skipped") return end(question, "skipped");
  return { kind: "task_delayed", ...common(question) };
}

function work(program: CompiledProgram, question: Question, record: TaskRecord, node: Node): ProposalEvent {
  if (node.kind !== "leaf") throw new Error(`${record.path} does no work`);
  const { attempt, path } = question.call;
  if (attempt > 0 && attempt <= node.failures) {
    const error = errorOf("HANDLER_FAILED", path);
    const { call, basis } = common(question);
    return { kind: "attempt_failed", path, call, basis, attempt, error, retryable: true };
  }
  if (node.outcome === "completed") {
    const references = program.plan.steps[record.step]?.references?.tasks ?? [];
    return end(question, "completed", stored(`${path} saw ${digest(look(question.view, path, references))}`));
  }
  const code = node.outcome === "timed_out" ? "TASK_TIMEOUT" : "HANDLER_FAILED";
  return end(question, node.outcome, undefined, node.outcome === "skipped" ? undefined : errorOf(code, path));
}

function afterChildren(question: Question, record: TaskRecord, { node, directive }: Script): ProposalEvent {
  const { frame } = record;
  if (frame?.kind !== "children") throw new Error(`${record.path} has no children`);
  if (frame.under !== undefined) return decide(question, frame.under.examining?.payload ?? null);
  const passes = Math.max(0, ...Object.values(record.passes ?? {}));
  if (node.kind === "repeat" && passes < node.times && directive?.kind === "children") {
    return openChildren(question, directive);
  }
  return end(question, "completed", stored(digest([frame.counts, frame.marks, frame.results])));
}

/** The sender of a signal decides what becomes of it. */
function judge(question: Question, record: TaskRecord, { signal }: Extract<Ask, { kind: "signal" }>): ProposalEvent {
  if (signal.payload !== "process") return decide(question, signal.payload);
  const step = `t${Number(record.step.slice(1)) + 1}`;
  const children = [{ step, id: "processor", segment: "processor" }];
  const settle = { succeed: "all", cancelLosers: false, waitForLosers: false, order: "listed" } as const;
  const directive = { source: { children }, window: 1, settle, collect: "only", ask: "at_end" } as const;
  return openChildren(question, { kind: "children", ...directive });
}

function decide(question: Question, payload: JsonValue): ProposalEvent {
  const { frame } = recordOf(question.view, question.call.path);
  const wait = frame?.kind === "children" ? frame.under : frame;
  const signal = wait?.kind === "wait" ? (wait.examining?.id ?? "") : "";
  if (payload !== "left" && payload !== "refused" && payload !== "dropped")
    return end(question, "completed", stored(signal));
  return { kind: "signal_judged", ...common(question), signal, verdict: payload };
}

function openChildren(question: Question, directive: ChildrenDirective): ProposalEvent {
  return { kind: "children_opened", ...common(question), directive };
}

function openWait(question: Question, directive: WaitDirective): ProposalEvent {
  return { kind: "wait_opened", ...common(question), directive };
}

function end(
  question: Question,
  status: "completed" | "failed" | "skipped" | "timed_out",
  output?: StoredValue,
  error?: ReturnType<typeof errorOf>,
): ProposalEvent {
  const details = { ...(output !== undefined && { output }), ...(error !== undefined && { error }) };
  return { kind: "task_ended", ...common(question), attempt: question.call.attempt, status, ...details };
}

function common({ call, view, at }: Question): {
  path: TaskPath;
  call: number;
  basis: number;
  startedAt: number;
  endedAt: number;
} {
  return { path: call.path, call: call.call, basis: view.control, startedAt: at, endedAt: at };
}

function digestOutputs({ plan }: CompiledProgram, { view }: Question): JsonValue {
  const root = recordOf(view, ROOT_PATH);
  if (plan.outputs === undefined) return digest(root.frame?.kind === "sequence" ? root.frame.results : null);
  return digest([view.input, look(view, ROOT_PATH, plan.outputs.tasks ?? [])]);
}

/** What expressions of an execution see of the steps: their latest ended executions, from the inside out. */
function look(view: RunState, path: TaskPath, steps: readonly StepId[]): unknown[] {
  return steps.map((step) => {
    const { status, output, error } = findEnded(view, recordOf(view, path).parent ?? ROOT_PATH, step) ?? {};
    return [step, status, output, error, view.caught];
  });
}

function findEnded(view: RunState, place: TaskPath, step: StepId): TaskRecord | undefined {
  const { parent, frame } = recordOf(view, place);
  const ended = frame === undefined || frame.kind === "wait" ? undefined : frame.ended[step];
  if (ended !== undefined) return recordOf(view, ended);
  return parent === null ? undefined : findEnded(view, parent, step);
}

function recordOf(view: RunState, path: TaskPath): TaskRecord {
  const record = view.tasks[path];
  if (record === undefined) throw new Error(`nothing at ${path}`);
  return record;
}

/** Short text that differs where values differ. */
function digest(value: unknown): string {
  let hash = 0;
  for (const character of JSON.stringify(value)) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return String(hash);
}

function countPass(path: TaskPath): number {
  return Number(path.split("#")[1] ?? 1);
}
