import type { RunState, TaskRecord } from "@taskloom/interfaces";

/** Calls that a run may have under way; containers share them in the order of their opening. */
export const MAX_CALLS_IN_FLIGHT = 400;

export function hasRoomForCall(state: RunState): boolean {
  return state.inFlight < MAX_CALLS_IN_FLIGHT;
}

/** Lets an execution wait for room: calls that are due come first, then containers in the order of their opening. */
export function queueForCall(state: RunState, record: TaskRecord): void {
  const { hungry, tasks } = state;
  if (hungry.includes(record.path)) return;
  const place = hungry.findIndex((path) => rankOf(tasks[path]) > rankOf(record));
  hungry.splice(place < 0 ? hungry.length : place, 0, record.path);
}

function rankOf(record: TaskRecord | undefined): number {
  return record === undefined || record.call !== undefined ? 0 : record.createdSeq;
}
