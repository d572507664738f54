import { ROOT_PATH, type RunStart, type RunState, type TaskRecord } from "@taskloom/interfaces";

/** The state of a run before its first event. */
export function createRunState(start: RunStart): RunState {
  return {
    version: 1,
    ...start,
    status: "pending",
    startedAt: 0,
    now: 0,
    seq: 0,
    control: 0,
    created: 0,
    inFlight: 0,
    draining: [],
    tasks: { [ROOT_PATH]: createRoot(start) },
    signals: { kept: [], nextOrder: 1, bytes: 0, ids: [] },
    timers: {},
    dueTimers: [],
    hungry: [],
    requests: [],
    bytes: 0,
  };
}

/** The run's own record: the frame of its top-level tasks. */
function createRoot({ workflow }: RunStart): TaskRecord {
  return {
    path: ROOT_PATH,
    step: "",
    id: workflow,
    parent: null,
    status: "pending",
    createdSeq: 0,
    attempt: 0,
    calls: 0,
    now: 0,
    frame: { kind: "sequence", ended: {}, results: {} },
  };
}
