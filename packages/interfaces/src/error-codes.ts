/** What a code means, whether trying again can help, and what the user can do. */
export interface ErrorCodeEntry {
  readonly meaning: string;
  readonly retryable: boolean;
  readonly remedy: string;
}

/** The one catalogue of errors. A code, once released, keeps its meaning. */
export const ERROR_CODES = {
  ATTEMPT_CANCELED: {
    meaning: "A handler stopped because it was told to.",
    retryable: false,
    remedy: "Nothing: the task or its run was cancelled.",
  },
  BATCH_NEEDS_SEQUENTIAL: {
    meaning: "`batch_size` is used outside the sequential mode.",
    retryable: false,
    remedy: "Set `mode: sequential`, or use `max_concurrency`.",
  },
  BLOB_LOST: {
    meaning: "A large value that the run needs is gone from the blob store.",
    retryable: false,
    remedy: "Restore the store, or retry the run from the task that made the value.",
  },
  BUG: {
    meaning: "Something in Taskloom itself is wrong.",
    retryable: false,
    remedy: "Please report it with the text and the run's id.",
  },
  CHILDREN_FAILED: {
    meaning: "Children of a container failed.",
    retryable: false,
    remedy: "See `details.children` for each failed child and its message.",
  },
  CHILD_ID_INVALID: {
    meaning: "A child's id is a duplicate or has characters that ids cannot have.",
    retryable: false,
    remedy: "Make the rendered ids unique: letters, digits, `_` and `-`, beginning with a letter.",
  },
  COMMAND_INTERRUPTED: {
    meaning: "The command was interrupted twice, and ended at once.",
    retryable: false,
    remedy: "`taskloom continue <run>` takes the run up again.",
  },
  CONFIG_INVALID: {
    meaning: "The configuration is not valid.",
    retryable: false,
    remedy: "Correct the named setting; `--debug` shows where each value came from.",
  },
  DEFINITION_INVALID: {
    meaning: "The definition does not have the form that it must have.",
    retryable: false,
    remedy: "Correct the place named; `taskloom validate` lists all of them.",
  },
  DEFINITION_NOT_FOUND: {
    meaning: "The definition is missing or cannot be read.",
    retryable: false,
    remedy:
      "Check the path and its permissions. By its id a workflow is known once a worker on the same journal serves it.",
  },
  DEFINITION_TOO_DEEP: {
    meaning: "The definition nests deeper than 64 brackets or 20 containers.",
    retryable: false,
    remedy: "Flatten it, or split it into workflows that signal each other.",
  },
  DEFINITION_TOO_LARGE: {
    meaning:
      "The definition is larger than 1 MB, or has more tasks than an engine takes; the limit may be configured lower.",
    retryable: false,
    remedy: "Split it, or move data out of it into the run's input.",
  },
  DUPLICATE_ID: {
    meaning: "Two tasks, or two workflows of one worker, have the same id.",
    retryable: false,
    remedy: "Rename one of them: ids are unique in a workflow, nested ones too.",
  },
  DURATION_INVALID: {
    meaning: "A duration is malformed, negative or longer than 10 years.",
    retryable: false,
    remedy: "Write `300ms`, `30s`, `5m`, `1h30m`, `2d`, `PT5M` or a number of milliseconds.",
  },
  ENGINE_UNKNOWN: {
    meaning: "There is no such engine.",
    retryable: false,
    remedy: "Use `embedded` or `temporal`.",
  },
  EXECUTION_LIMIT: {
    meaning: "A run made more than 100,000 executions, or than a lower limit allows.",
    retryable: false,
    remedy: "Check the condition that should end its loop.",
  },
  EXPRESSION_DYNAMIC: {
    meaning: "`tasks` is used on its own or with an index that is not a constant text.",
    retryable: false,
    remedy: "Name the task: `tasks.<id>` or `tasks['<id>']`.",
  },
  EXPRESSION_FAILED: {
    meaning: "An expression could not be evaluated.",
    retryable: false,
    remedy: "Check the types of the values that it uses.",
  },
  EXPRESSION_HYPHEN: {
    meaning: "A task's id with hyphens is used as if they were minus signs.",
    retryable: false,
    remedy: "Write `tasks['my-task']`, or `{{ .tasks.my-task.output }}` for a plain path.",
  },
  EXPRESSION_MISSING: {
    meaning: "An expression reads a key that does not exist.",
    retryable: false,
    remedy: "Ask with `has(…)` first, or correct the path.",
  },
  EXPRESSION_RESULT_TOO_LARGE: {
    meaning: "An expression's result is larger than 10 MB.",
    retryable: false,
    remedy: "Compute less, or leave it to a handler.",
  },
  EXPRESSION_SYNTAX: {
    meaning: "An expression is not valid CEL.",
    retryable: false,
    remedy: "Correct it at the place named.",
  },
  EXPRESSION_TOO_COSTLY: {
    meaning: "An expression took more than 100,000 steps, or than a lower limit allows.",
    retryable: false,
    remedy: "Compute less, or leave it to a handler.",
  },
  EXPRESSION_TOO_DEEP: {
    meaning: "An expression nests deeper than 64 levels.",
    retryable: false,
    remedy: "Split it over several tasks.",
  },
  EXPRESSION_TOO_LONG: {
    meaning: "An expression is longer than 4 KiB.",
    retryable: false,
    remedy: "Split it over several tasks.",
  },
  EXPRESSION_UNKNOWN_FUNCTION: {
    meaning: "An expression calls a function that does not exist, or not for that many arguments.",
    retryable: false,
    remedy: "See `details.near` for names that are alike.",
  },
  EXPRESSION_UNKNOWN_TASK: {
    meaning: "An expression names a task that does not exist or cannot be seen from there.",
    retryable: false,
    remedy: "Name a task of the same container, of one around it, or of the top level.",
  },
  EXPRESSION_UNKNOWN_VARIABLE: {
    meaning: "An expression uses a name that nothing defines there.",
    retryable: false,
    remedy: "Use one of the names that are listed.",
  },
  FILE_FAILED: {
    meaning: "A file could not be read or written.",
    retryable: false,
    remedy: "See the message.",
  },
  HANDLERS_INVALID: {
    meaning: "A handlers module exports no handlers, or throws when it is loaded.",
    retryable: false,
    remedy: "Mend what the message says; the module exports `defineHandlers({ … })` as its default.",
  },
  HANDLER_FAILED: {
    meaning: "A handler threw.",
    retryable: true,
    remedy: "See the message; `error.type` is the name of what was thrown.",
  },
  HANDLER_NOT_FOUND: {
    meaning: "No handler of that name is registered.",
    retryable: false,
    remedy: "Register it, or correct the task's `action`.",
  },
  HEARTBEAT_TIMEOUT: {
    meaning: "A handler did not call `heartbeat` in time.",
    retryable: true,
    remedy: "Call it more often, or raise `heartbeat_timeout`.",
  },
  HTTP_FAILED: {
    meaning: "An HTTP request failed or its answer was not expected.",
    retryable: true,
    remedy: "See `details` for the status and the address.",
  },
  HTTP_REFUSED: {
    meaning: "An HTTP request would reach the host's own network.",
    retryable: false,
    remedy: "Allow it in the configuration if that is meant.",
  },
  ID_INVALID: {
    meaning: "An id has characters that it cannot have, more than 100 of them, or is missing.",
    retryable: false,
    remedy: "Letters, digits, `_` and `-`, beginning with a letter.",
  },
  ILLEGAL_TRANSITION: {
    meaning: "Something returned when its attempt, task or run had ended: no terminal status is left.",
    retryable: false,
    remedy: "Nothing: it changes nothing, and a line of the run's log says what it was.",
  },
  INPUT_INVALID: {
    meaning: "An input does not fit its schema.",
    retryable: false,
    remedy: "See `details` for each place that does not fit.",
  },
  INPUT_IN_WITH: {
    meaning: "`with` refers to `input`, which it makes.",
    retryable: false,
    remedy: "Use `workflow.input` for the run's input.",
  },
  INPUT_NOT_JSON: {
    meaning: "What was given with `--input` is not JSON.",
    retryable: false,
    remedy: "Give JSON, `@file` or `key=value` pairs.",
  },
  ITEMS_INVALID: {
    meaning: "A collection's items are neither a list, a map, JSON text nor a range.",
    retryable: false,
    remedy: "Check what `items` evaluates to.",
  },
  JOURNAL_CORRUPT: {
    meaning: "The journal's file is damaged.",
    retryable: false,
    remedy: "Restore a copy, or put the file aside: a new journal is made then. Nothing was written to it.",
  },
  JOURNAL_FULL: {
    meaning: "The journal cannot be written: the disk is full.",
    retryable: true,
    remedy: "Free space: the run goes on by itself.",
  },
  JOURNAL_LOCKED: {
    meaning: "Another process keeps the journal locked.",
    retryable: true,
    remedy: "Stop it, or use another journal.",
  },
  JOURNAL_READ_ONLY: {
    meaning: "The journal's file or folder cannot be written.",
    retryable: false,
    remedy: "Check its permissions, or choose another with `--journal`.",
  },
  JOURNAL_TOO_NEW: {
    meaning: "The journal was written by a newer version.",
    retryable: false,
    remedy: "Upgrade Taskloom, or use another journal.",
  },
  JOURNAL_UNAVAILABLE: {
    meaning: "The journal cannot be read or written: its disk reports an error.",
    retryable: true,
    remedy: "Check its path and its disk: runs under way go on by themselves once it can be written.",
  },
  JSON_SYNTAX: {
    meaning: "A text is not valid JSON.",
    retryable: false,
    remedy: "Correct it at the place named.",
  },
  KEY_DUPLICATE: {
    meaning: "A key is there twice in one object.",
    retryable: false,
    remedy: "Remove one of them.",
  },
  KEY_FORBIDDEN: {
    meaning: "A key is named `__proto__`, `constructor` or `prototype`.",
    retryable: false,
    remedy: "Rename it.",
  },
  KEY_UNKNOWN: {
    meaning: "A key is not known at that place.",
    retryable: false,
    remedy: "Use one of the known keys; the nearest one is named.",
  },
  LOG_FULL: {
    meaning: "A run's log has had more than 10,000 lines, or than a lower limit allows.",
    retryable: false,
    remedy: "Nothing: the oldest lines go.",
  },
  NAMESPACE_NOT_FOUND: {
    meaning: "The server has no such namespace.",
    retryable: false,
    remedy: "Check `--namespace`, or create it on the server.",
  },
  NAME_RESERVED: {
    meaning: "A name is taken: it hides a built-in one, or a server keeps it for itself.",
    retryable: false,
    remedy: "Choose another `item_var`, `index_var` or name of the signal.",
  },
  NEXT_IN_CONTAINER: {
    meaning: "A task inside a container has a transition.",
    retryable: false,
    remedy: "Remove it: a container decides what follows; transitions are for the top level.",
  },
  NEXT_UNUSED: {
    meaning: "A router whose routes all lead to tasks has `on_success`, which nothing follows.",
    retryable: false,
    remedy: "Remove it: the route is the transition.",
  },
  NO_ROUTE: {
    meaning: "No route of a router fits, and it has no default.",
    retryable: false,
    remedy: "Add the route, or a `default`.",
  },
  OPTION_NOT_SUPPORTED: {
    meaning: "The engine cannot honour an option.",
    retryable: false,
    remedy: "Remove it, or use an engine that can.",
  },
  OUTPUTS_FAILED: {
    meaning: "A template of `outputs` could not be evaluated.",
    retryable: false,
    remedy: "Check what it refers to.",
  },
  OUTPUT_INVALID: {
    meaning: "An output does not fit its schema.",
    retryable: false,
    remedy: "See `details` for each place that does not fit.",
  },
  OUTPUT_NOT_JSON: {
    meaning: "A handler returned what JSON cannot hold.",
    retryable: false,
    remedy: "Return plain objects, lists, texts, finite numbers, booleans or null.",
  },
  OWNERSHIP_LOST: {
    meaning: "Another process has taken the run over.",
    retryable: false,
    remedy: "Nothing: this process stops its handlers for it.",
  },
  PATH_REFUSED: {
    meaning: "A path leaves the folder that file handlers may use.",
    retryable: false,
    remedy: "Use a path inside it, or configure another root.",
  },
  PAYLOAD_TOO_LARGE: {
    meaning:
      "An input or output is larger than 50 MB, or than a lower limit allows; or what a Temporal server is sent, a signal for instance, has more than the 2 MB of a message.",
    retryable: false,
    remedy: "Write it to a file or bucket and pass its address.",
  },
  PLAN_TOO_LARGE: {
    meaning: "The plan of a definition is larger than 256 KiB, which is more than a run on a Temporal server carries.",
    retryable: false,
    remedy: "Split the definition into workflows that signal each other.",
  },
  PORT_UNAVAILABLE: {
    meaning:
      "Metrics and health cannot be served: the port is taken or not allowed, or the host is not this machine's.",
    retryable: true,
    remedy: "Choose another `metrics.port`, 0 for a free one, or another `metrics.host`.",
  },
  PROCESSOR_FAILED: {
    meaning: "The processor of a wait failed after its retries.",
    retryable: false,
    remedy: "See `details.error` for the processor's error.",
  },
  PROTOCOL_UNSUPPORTED: {
    meaning: "A worker of another version answered.",
    retryable: true,
    remedy: "Nothing: the call is repeated; finish the deploy.",
  },
  REBUILD_DIVERGED: {
    meaning: "Preparing a container's children again gave other children.",
    retryable: false,
    remedy: "Make its `items` depend on recorded values only.",
  },
  RELAXED_SLOW: {
    meaning: "A relaxed task may take more than 5 s, so that it shares no unit with its neighbours.",
    retryable: false,
    remedy: "Make it `durability: strict`, or lower its `timeout`.",
  },
  REQUEST_INVALID: {
    meaning: "A call to the engine has arguments that it cannot take.",
    retryable: false,
    remedy: "Correct the argument named.",
  },
  ROUTE_CONDITION_EMPTY: {
    meaning: "A router's condition is null or blank.",
    retryable: false,
    remedy: "Let it give a text, a number or a boolean.",
  },
  RUN_CANCELED: {
    meaning: "The run was cancelled.",
    retryable: false,
    remedy: "Nothing: it was asked for.",
  },
  RUN_ENDED: {
    meaning: "The run has ended.",
    retryable: false,
    remedy: "Start a new run.",
  },
  RUN_EXISTS: {
    meaning: "A run of that id exists.",
    retryable: false,
    remedy:
      "Choose another id or `--if-exists use`. On the embedded engine, `taskloom continue <id>` goes on with one that was interrupted.",
  },
  RUN_ID_INVALID: {
    meaning: "A run id has characters that it cannot have, or more than 200.",
    retryable: false,
    remedy: "Letters, digits, `.`, `_` and `-`, beginning with a letter or digit.",
  },
  RUN_NOT_ENDED: {
    meaning: "The run has not ended.",
    retryable: false,
    remedy: "Wait, or cancel it first.",
  },
  RUN_NOT_FOUND: {
    meaning: "There is no run of that id.",
    retryable: false,
    remedy: "`taskloom list` shows the runs.",
  },
  RUN_OWNED: {
    meaning: "Another live process runs it.",
    retryable: false,
    remedy: "Watch it with `taskloom watch`, or stop that process.",
  },
  RUN_TERMINATED: {
    meaning: "The run was terminated.",
    retryable: false,
    remedy: "Nothing: it was asked for.",
  },
  RUN_TIMEOUT: {
    meaning: "The run took longer than its time-out.",
    retryable: false,
    remedy: "Raise the workflow's `timeout`.",
  },
  SCHEDULE_INVALID: {
    meaning: "A schedule's cron text or time zone is not valid.",
    retryable: false,
    remedy: "Write five or six cron fields and an IANA time zone.",
  },
  SCHEDULE_NOT_FOUND: {
    meaning: "No worker serves a schedule of that workflow.",
    retryable: false,
    remedy: "Give its definition to a worker.",
  },
  SCHEMA_INVALID: {
    meaning: "A JSON Schema in the definition is not valid.",
    retryable: false,
    remedy: "Correct it at the place named.",
  },
  SECRET_MISSING: {
    meaning: "A secret that a task refers to is not configured.",
    retryable: false,
    remedy: "Set `TASKLOOM_SECRET_<NAME>`, or name it in the secrets file.",
  },
  SECRET_NOT_ALLOWED: {
    meaning: "`secrets` is used outside the `with` of a basic task.",
    retryable: false,
    remedy: "Pass it to the handler with `with`.",
  },
  SERVER_REFUSED: {
    meaning: "The server does not let this client in, or not do this.",
    retryable: false,
    remedy: "Check the API key or the client certificate, and what it may do in the namespace.",
  },
  SERVER_UNREACHABLE: {
    meaning:
      "The server does not answer at its address, or not as it was asked (with TLS, or without), or is none of Temporal.",
    retryable: true,
    remedy: "Check `--address`, whether the server runs, and its TLS; `--debug` shows where each setting came from.",
  },
  SHARED_STORE_REQUIRED: {
    meaning: "A value over 256 KiB needs a blob store, and there is none.",
    retryable: false,
    remedy: "Use Redis as the store (`--store redis://…`), or make the value smaller.",
  },
  SIGNAL_BUFFER_FULL: {
    meaning: "The run keeps as many signals as it can.",
    retryable: false,
    remedy: "Let a wait take them first.",
  },
  SIGNAL_INVALID: {
    meaning: "A signal does not fit what the wait expects.",
    retryable: false,
    remedy: "See `details` for what does not fit.",
  },
  SIGNAL_NOT_EXPECTED: {
    meaning: "No wait of the run's definition has that signal's name.",
    retryable: false,
    remedy: "Check the name: `describe` shows what the run waits for, the definition all of its waits.",
  },
  SIGNAL_TIMEOUT: {
    meaning: "No wait has judged the signal in the time that was given.",
    retryable: false,
    remedy: "It is kept: a wait can still take it.",
  },
  STORE_UNAVAILABLE: {
    meaning: "The store cannot be reached, or refuses.",
    retryable: true,
    remedy: "Check its address and password; the run goes on by itself.",
  },
  TASKS_EMPTY: {
    meaning: "A workflow or container has no tasks.",
    retryable: false,
    remedy: "Give it at least one.",
  },
  TASK_AND_TASKS: {
    meaning: "A collection has both `task` and `tasks`, or neither.",
    retryable: false,
    remedy: "Give exactly one of them.",
  },
  TASK_NOT_FOUND: {
    meaning: "The run has no task of that path.",
    retryable: false,
    remedy: "`taskloom describe` shows the paths.",
  },
  TASK_RUNS_LATER: {
    meaning: "An expression reads a task that cannot have run yet.",
    retryable: false,
    remedy: "Move the task before it, or ask with `has(…)`.",
  },
  TASK_TIMEOUT: {
    meaning: "An attempt took longer than the task's `timeout`.",
    retryable: true,
    remedy: "Raise it, or make the handler faster.",
  },
  TASK_TYPES_INVALID: {
    meaning: "A task types module exports no task types, or throws when it is loaded.",
    retryable: false,
    remedy: "Export `taskTypes`, a list of task type definitions.",
  },
  TASK_TYPE_DUPLICATE: {
    meaning: "A task type is registered twice.",
    retryable: false,
    remedy: "Give each type a name of its own.",
  },
  TASK_TYPE_UNKNOWN: {
    meaning: "No such task type is registered.",
    retryable: false,
    remedy: "Use one of the registered ones, or load it with `--task-types`.",
  },
  TASK_UNKNOWN_NEXT: {
    meaning: "A transition leads to no task, or into a container.",
    retryable: false,
    remedy: "Name a top-level task.",
  },
  TASK_UNREACHABLE: {
    meaning: "No path leads to a task.",
    retryable: false,
    remedy: "Lead a transition to it, or remove it.",
  },
  TOLERANCE_NEEDS_WAIT_ALL: {
    meaning: "`tolerated_failures` is used with another strategy than wait_all.",
    retryable: false,
    remedy: "Remove one of them.",
  },
  TOTAL_TIMEOUT: {
    meaning: "All attempts together took longer than `total_timeout`.",
    retryable: false,
    remedy: "Raise it, or lower the retries.",
  },
  UNTIL_INVALID: {
    meaning: "The time of a wait is not RFC 3339.",
    retryable: false,
    remedy: "Write `2026-01-31T09:00:00Z`.",
  },
  USAGE: {
    meaning: "The command line is not understood.",
    retryable: false,
    remedy: "`taskloom --help` shows the commands.",
  },
  WAIT_AMBIGUOUS: {
    meaning: "A wait has none, or more than one, of `wait_for`, `duration` and `until`.",
    retryable: false,
    remedy: "Give exactly one of them.",
  },
  WAIT_KEY_MISPLACED: {
    meaning: "A wait for a time has a key that only a wait for a signal can have.",
    retryable: false,
    remedy: "Remove it, or wait for a signal with `wait_for`.",
  },
  WAIT_TIMEOUT: {
    meaning: "A wait ended without its signal.",
    retryable: false,
    remedy: "Send the signal earlier, raise `timeout`, or add `on_timeout`.",
  },
  WORKER_LOST: {
    meaning: "The process that ran an attempt is gone.",
    retryable: true,
    remedy: "Nothing: the attempt is repeated as the retry policy says.",
  },
  YAML_ALIASES: {
    meaning: "A YAML text has more aliases than are allowed.",
    retryable: false,
    remedy: "Write the values out.",
  },
  YAML_SYNTAX: {
    meaning: "A text is not valid YAML.",
    retryable: false,
    remedy: "Correct it at the place named.",
  },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** What the catalogue says of a code. */
export function describeErrorCode(code: ErrorCode): ErrorCodeEntry {
  return ERROR_CODES[code];
}

/** Whether the text is a code of the catalogue. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERROR_CODES, text);
}
