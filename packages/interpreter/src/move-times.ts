import { isTerminalStatus, type Frame, type RunState, type TaskRecord, type WaitFrame } from "@taskloom/interfaces";

/** Moves what is still to come, and what it is measured from, by so many milliseconds. */
export function moveTimes(state: RunState, by: number): void {
  state.startedAt += by;
  for (const [id, timer] of Object.entries(state.timers)) state.timers[id] = { ...timer, at: timer.at + by };
  for (const record of Object.values(state.tasks)) if (!isTerminalStatus(record.status)) moveRecord(record, by);
  const { signals } = state;
  signals.kept = signals.kept.map((signal) => ({ ...signal, receivedAt: signal.receivedAt + by }));
}

function moveRecord(record: TaskRecord, by: number): void {
  if (record.startedAt !== undefined) record.startedAt += by;
  if (record.frame !== undefined) record.frame = moveFrame(record.frame, by);
}

function moveFrame(frame: Frame, by: number): Frame {
  if (frame.kind === "wait") return moveWait(frame, by);
  if (frame.kind === "children" && frame.under !== undefined) return { ...frame, under: moveWait(frame.under, by) };
  return frame;
}

function moveWait(wait: WaitFrame, by: number): WaitFrame {
  return wait.deadline === undefined ? wait : { ...wait, deadline: wait.deadline + by };
}
