import { ROOT_PATH, isTerminalStatus, type ChildrenFrame, type RunState, type TaskPath } from "@taskloom/interfaces";
import { expect } from "vitest";
import { MAX_CALLS_IN_FLIGHT } from "./call-budget.js";
import { resumeCommands } from "./resume-commands.js";
import { keyOf, type Session } from "./session.fixture.js";
import { listReopened } from "./test-run.fixture.js";

/** The last commands of a session are for open tasks, and stop only what was under way. */
export function checkCommands(
  session: Session,
  before: { readonly calls: Set<string>; readonly timers: Set<string> },
): void {
  for (const command of session.recorded.at(-1)?.commands ?? []) {
    if (command.kind === "advance") {
      expect(isOpen(session, command.path)).toBe(true);
      before.calls.add(keyOf(command));
    }
    if (command.kind === "start_timer") before.timers.add(command.timer);
    if (command.kind === "cancel_call") expect(before.calls).toContain(keyOf(command));
    if (command.kind === "cancel_timer") expect(before.timers).toContain(command.timer);
  }
}

function isOpen(session: Session, path: TaskPath): boolean {
  const status = session.statuses.get(path);
  return path === ROOT_PATH || (status !== undefined && !isTerminalStatus(status)) || hasEndedSince(session, path);
}

/** A call may be made and cancelled by one event: then its cancellation follows. */
function hasEndedSince(session: Session, path: TaskPath): boolean {
  const commands = session.recorded.at(-1)?.commands ?? [];
  return commands.some((command) => command.kind === "cancel_call" && command.path === path);
}

/** What is under way in the state is what is under way by the commands so far. */
export function checkOutstanding(session: Session): void {
  const restored = JSON.parse(JSON.stringify(session.state)) as RunState;
  const commands = resumeCommands(restored);
  const calls = commands.flatMap((command) => (command.kind === "advance" ? [[keyOf(command), command]] : []));
  const timers = commands.flatMap((command) => (command.kind === "start_timer" ? [[command.timer, command.at]] : []));
  expect(Object.fromEntries(calls)).toStrictEqual(Object.fromEntries(session.calls));
  expect(Object.fromEntries(timers)).toStrictEqual(Object.fromEntries(session.timers));
  expect(session.state.inFlight).toBe(session.calls.size);
  expect(session.state.inFlight).toBeLessThanOrEqual(MAX_CALLS_IN_FLIGHT);
}

/** The counts, marks and records of every container agree. */
export function checkContainers({ state }: Session): void {
  for (const { path, frame } of Object.values(state.tasks)) {
    if (frame?.kind === "children") checkContainer(state, path, frame);
  }
}

function checkContainer(state: RunState, path: TaskPath, frame: ChildrenFrame): void {
  const { counts, marks, directive, nextIndex } = frame;
  const { total, pending, running, completed, failed, canceled, skipped } = counts;
  const open = Object.values(state.tasks).filter(({ parent, status }) => parent === path && !isTerminalStatus(status));
  const marked = marks.join("");
  expect({
    total: pending + running + completed + failed + canceled + skipped,
    running: open.length,
    started: pending === 0 || nextIndex === total - pending,
    marks: [marked.length, count(marked, "r"), count(marked, "c"), count(marked, "f") + count(marked, "t")],
    fits: running <= directive.window,
  }).toStrictEqual({ total, running, started: true, marks: [total, running, completed, failed], fits: true });
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** Every task that was observed has ended exactly once, and nothing is under way any more. */
export function checkEnd(session: Session): void {
  expect(session.hasEnded).toBe(true);
  expect(listReopened(session.changes)).toStrictEqual([]);
  const open = [...session.statuses].filter(([, status]) => !isTerminalStatus(status));
  expect(open).toStrictEqual([]);
  expect(session.calls.size).toBe(0);
  expect(session.timers.size).toBe(0);
  expect(session.state).toMatchObject({ tasks: {}, inFlight: 0, timers: {}, draining: [], hungry: [] });
}
