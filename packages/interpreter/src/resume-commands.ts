import type { Command, RunState } from "@taskloom/interfaces";
import { isIssued } from "./calls.js";

/** What a driver has to do that takes up a state from elsewhere: the calls and timers that are under way in it. */
export function resumeCommands(state: RunState): Command[] {
  if (state.endedAt !== undefined) return [];
  const moving = state.moving ?? [];
  return [
    ...listCalls(state),
    ...listTimers(state),
    ...(moving.length > 0 ? [{ kind: "move_values", places: moving } as const] : []),
  ];
}

function listCalls(state: RunState): Command[] {
  return Object.values(state.tasks).flatMap(({ path, call }) => {
    if (!isIssued(call)) return [];
    return [{ kind: "advance", path, call: call.number, ask: call.ask, attempt: call.attempt } as const];
  });
}

function listTimers(state: RunState): Command[] {
  const running = Object.entries(state.timers).filter(([timer]) => !state.dueTimers.includes(timer));
  return running.map(([timer, { at }]) => ({ kind: "start_timer", timer, at }) as const);
}
