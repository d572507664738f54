import type { RunId, WorkflowId } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";

export function createRunNotFound(run: RunId): TaskloomError {
  return new TaskloomError("RUN_NOT_FOUND", `there is no run '${run}'`, { details: { run } });
}

export function createRunEnded(run: RunId): TaskloomError {
  return new TaskloomError("RUN_ENDED", `run '${run}' has ended`, { details: { run } });
}

export function createScheduleNotFound(workflow: WorkflowId): TaskloomError {
  return new TaskloomError("SCHEDULE_NOT_FOUND", `no worker serves a schedule of '${workflow}'`, {
    details: { workflow },
  });
}
