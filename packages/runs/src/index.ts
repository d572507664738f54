export { createRunView } from "./document/run-document.js";
export type { DocumentContext, RunView } from "./document/run-document.js";
export { foldBatch, foldWithChanges } from "./folding/fold-batch.js";
export type { NumberedBatch } from "./folding/fold-batch.js";
export { createRunFold } from "./folding/run-fold.js";
export type { RunFold } from "./folding/run-fold.js";
export { createIdSource } from "./ids.js";
export { keepInput } from "./keep-input.js";
export { createRepetition } from "./repetition/repetition.js";
export type { Repetition, RepetitionOptions } from "./repetition/repetition.js";
export { createRunEnded, createRunNotFound, createScheduleNotFound } from "./run-errors.js";
export { assertRunId } from "./run-ids.js";
export { readLabels } from "./run-labels.js";
export { createRunNotes, describeNote } from "./run-notes.js";
export type { RunNotes } from "./run-notes.js";
export { parseCronFields } from "./schedules/cron-fields.js";
export type { CronFields } from "./schedules/cron-fields.js";
export { validateCron } from "./schedules/cron-text.js";
export type { CronTimes } from "./schedules/cron-times.js";
export { createCronTimes } from "./schedules/cron-times.js";
export { createScheduleReader, keySchedule, readSchedule } from "./schedules/schedule.js";
export type { Schedule } from "./schedules/schedule.js";
export { createTimeZone } from "./schedules/time-zone.js";
export type { TimeZone } from "./schedules/time-zone.js";
export { createSignal } from "./signals/create-signal.js";
export { awaitVerdict, toTimeout } from "./signals/signal-verdict.js";
export {
  createTriggeredRunId,
  describeSignalCause,
  listSchedules,
  listTriggers,
  listTriggerSignals,
  renderTriggerInput,
} from "./triggers.js";
export type { TriggerCause } from "./triggers.js";
