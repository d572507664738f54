import { TaskloomError } from "@taskloom/shared";

const RUN_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

/** @throws RUN_ID_INVALID */
export function assertRunId(run: string): void {
  if (RUN_ID.test(run)) return;
  throw new TaskloomError("RUN_ID_INVALID", `'${run.slice(0, 200)}' cannot be a run's id`, { details: { run } });
}
