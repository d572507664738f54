import {
  ROOT_PATH,
  type AdvanceCommand,
  type CallEvent,
  type Command,
  type ProposalEvent,
  type RunState,
} from "@taskloom/interfaces";
import { applyProposal } from "./apply-proposal.js";
import type { Reach } from "./needs.js";
import type { PlanIndex } from "./plan-index.js";
import type { CompiledProgram } from "./program.fixture.js";
import { reduce } from "./reduce.js";
import { answer } from "./script.fixture.js";
import { Session, keyOf } from "./session.fixture.js";
import { isSequential } from "./sequential.js";
import { sliceOf } from "./slice-of.js";

const MAX_STEPS = 6;

/** A session whose calls do as much as they can: each is answered by what it found when it was made. */
export class FusedSession extends Session {
  /** Events that were proposed and did not count. */
  dropped = 0;
  readonly #proposals = new Map<string, readonly ProposalEvent[]>();

  override note(command: Command): void {
    super.note(command);
    if (command.kind !== "advance") return;
    const found = { program: this.program, index: this.index, state: this.state, at: this.at };
    const isOpen = this.state.tasks[command.path]?.call?.number === command.call;
    if (isOpen) this.#proposals.set(keyOf(command), propose(found, command));
  }

  override answer(call: AdvanceCommand): void {
    this.calls.delete(keyOf(call));
    this.#apply(call);
  }

  override answerLate(call: AdvanceCommand): void {
    this.told.splice(this.told.indexOf(call), 1);
    this.#apply(call);
  }

  #apply(call: AdvanceCommand): void {
    const events = this.#proposals.get(keyOf(call)) ?? [];
    const applied = applyProposal(this.index, this.state, events, this.at, (change) => this.observe(change));
    this.dropped += applied.dropped;
    this.record(applied.folded, applied.commands);
  }
}

interface Found {
  readonly program: CompiledProgram;
  readonly index: PlanIndex;
  readonly state: RunState;
  readonly at: number;
}

/** What one call proposes: the step that it is asked for, and those that follow without a handler, or in its unit. */
function propose({ program, index, state, at }: Found, command: AdvanceCommand): ProposalEvent[] {
  const step = state.tasks[command.path]?.step ?? "";
  const reach = program.plan.steps[step]?.relaxed === true ? "unit" : "fused";
  const view = copy(sliceOf(index, state, command.path, reach));
  const events: ProposalEvent[] = [];
  for (let call: AdvanceCommand | undefined = command; call !== undefined && events.length < MAX_STEPS;) {
    const event: ProposalEvent = copy(answer(program, { call, view, at }));
    events.push(event);
    call = event.kind === "attempt_failed" ? undefined : findNext(index, view, event, reach);
  }
  return events;
}

function findNext(index: PlanIndex, view: RunState, event: CallEvent, reach: Reach): AdvanceCommand | undefined {
  const { commands } = reduce(index, view, event, event.endedAt);
  const calls = commands.filter((command) => command.kind === "advance");
  const [call] = calls;
  return call !== undefined && calls.length === 1 && mayPerform(index, view, call, reach) ? call : undefined;
}

function mayPerform(index: PlanIndex, view: RunState, { path, ask }: AdvanceCommand, reach: Reach): boolean {
  if (path === ROOT_PATH) return true;
  const record = view.tasks[path];
  const around = view.tasks[record?.parent ?? ""]?.frame;
  if (record === undefined || around === undefined || !isSequential(around)) return false;
  const { effects, relaxed } = index.step(record.step);
  if (effects === "none" || (effects === "handler" && relaxed === true && reach === "unit")) return true;
  return effects === "idempotent" && (ask.kind === "begin" || ask.kind === "delayed");
}

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
