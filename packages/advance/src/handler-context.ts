import type {
  HandlerContext,
  HandlerLog,
  HandlerProgress,
  JsonObject,
  JsonValue,
  LogLevel,
  RunId,
  TaskPath,
  WorkflowId,
} from "@taskloom/interfaces";
import type { AttemptWatch } from "./attempt-watch.js";
import { copyJson } from "./copy-json.js";
import { toLogData, toLogMessage } from "./log-data.js";
import type { Redact } from "./secrets.js";
import type { Step } from "./step.js";

/** What the handler of one attempt is told and can use. All values are its own; it can be spread. */
export class AttemptContext implements HandlerContext {
  readonly runId: RunId;
  readonly workflow: WorkflowId;
  readonly taskPath: TaskPath;
  readonly attempt: number;
  readonly labels: JsonObject;
  readonly env: JsonObject;
  readonly idempotencyKey: string;
  readonly lastHeartbeat: JsonValue;
  readonly log: HandlerLog;
  readonly heartbeat: (details?: JsonValue) => void;
  readonly progress: (progress: HandlerProgress) => void;
  declare readonly signal: AbortSignal;
  readonly #watch: AttemptWatch;

  constructor(step: Step, watch: AttemptWatch, redact: Redact) {
    const { slice } = step.setting;
    const { record, attempt, memo } = step.request;
    const log = createHandlerLog(step, redact);
    // V8 puts a function that is assigned where it is written into its old space: all that it refers to would stay long.
    const heartbeat: HandlerContext["heartbeat"] = (details) => watch.heartbeat(details);
    const progress: HandlerContext["progress"] = (news) =>
      log.info(news.note ?? "progress", { progress: toLogData(news) });
    this.runId = slice.runId;
    this.workflow = slice.workflow;
    this.taskPath = record.path;
    this.attempt = attempt;
    this.labels = copyJson(slice.labels) as JsonObject;
    this.env = copyJson(step.env) as JsonObject;
    this.idempotencyKey = step.identity.idempotencyKey;
    this.lastHeartbeat = copyJson(memo);
    this.log = log;
    this.heartbeat = heartbeat;
    this.progress = progress;
    this.#watch = watch;
    Object.defineProperty(this, "signal", AttemptContext.#signal);
  }

  /** The signal is made when a handler asks for it. One accessor for all: an object with its own is slow to make. */
  static readonly #signal: PropertyDescriptor & ThisType<AttemptContext> = {
    enumerable: true,
    get() {
      return this.#watch.signal;
    },
  };
}

function createHandlerLog({ context }: Step, redact: Redact): HandlerLog {
  const at = (level: LogLevel) => (message: string, data?: JsonObject) => {
    const text = redact(toLogMessage(message));
    context.log(level, text, data === undefined ? undefined : redact(toLogData(data)));
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
