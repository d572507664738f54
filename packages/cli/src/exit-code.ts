import type { ErrorCode, TaskStatus } from "@taskloom/interfaces";

/** What the command ends with. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  invalid: 3,
  notFound: 4,
  notAllowed: 5,
  conflict: 6,
  unreachable: 7,
  canceled: 8,
  timedOut: 9,
  bug: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The codes with which a command can fail, by what it ends with then; all others are `failed`. */
const CODES: readonly (readonly [ExitCode, readonly ErrorCode[]])[] = [
  [EXIT.usage, ["USAGE", "ENGINE_UNKNOWN", "CONFIG_INVALID"]],
  [
    EXIT.invalid,
    [
      "DEFINITION_INVALID",
      "DUPLICATE_ID",
      "HANDLERS_INVALID",
      "HANDLER_NOT_FOUND",
      "INPUT_INVALID",
      "INPUT_NOT_JSON",
      "NAME_RESERVED",
      "OPTION_NOT_SUPPORTED",
      "PAYLOAD_TOO_LARGE",
      "PLAN_TOO_LARGE",
      "REQUEST_INVALID",
      "RUN_ID_INVALID",
      "SCHEMA_INVALID",
      "SIGNAL_BUFFER_FULL",
      "SIGNAL_INVALID",
      "SIGNAL_NOT_EXPECTED",
      "TASK_TYPES_INVALID",
      "TASK_TYPE_DUPLICATE",
      "TASK_TYPE_UNKNOWN",
    ],
  ],
  [EXIT.notFound, ["DEFINITION_NOT_FOUND", "FILE_FAILED", "RUN_NOT_FOUND", "SCHEDULE_NOT_FOUND", "TASK_NOT_FOUND"]],
  [EXIT.notAllowed, ["JOURNAL_READ_ONLY", "PATH_REFUSED", "HTTP_REFUSED", "SERVER_REFUSED"]],
  [
    EXIT.conflict,
    ["JOURNAL_LOCKED", "OWNERSHIP_LOST", "PORT_UNAVAILABLE", "RUN_ENDED", "RUN_EXISTS", "RUN_NOT_ENDED", "RUN_OWNED"],
  ],
  [EXIT.unreachable, ["NAMESPACE_NOT_FOUND", "SERVER_UNREACHABLE", "STORE_UNAVAILABLE"]],
  [EXIT.canceled, ["RUN_CANCELED", "RUN_TERMINATED"]],
  [EXIT.timedOut, ["RUN_TIMEOUT", "SIGNAL_TIMEOUT"]],
  [EXIT.bug, ["BUG"]],
  [EXIT.interrupted, ["COMMAND_INTERRUPTED"]],
];

const EXIT_OF: ReadonlyMap<ErrorCode, ExitCode> = new Map(
  CODES.flatMap(([exit, codes]) => codes.map((code) => [code, exit] as const)),
);

/** What a command ends with that failed with this code. */
export function exitOfError(code: ErrorCode): ExitCode {
  return EXIT_OF.get(code) ?? EXIT.failed;
}

/** What a command ends with that stands for a run which ended so. */
export function exitOfRun(status: TaskStatus): ExitCode {
  if (status === "canceled") return EXIT.canceled;
  if (status === "timed_out") return EXIT.timedOut;
  return status === "completed" ? EXIT.done : EXIT.failed;
}
