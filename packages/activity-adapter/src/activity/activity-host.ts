import type { AdvanceHost, AdvanceLimits, JsonValue } from "@taskloom/interfaces";
import type { Context } from "@temporalio/activity";
import type { AdvanceInput } from "../workflow/protocol.js";

/** What an activity's heartbeats hold: Temporal gives the last one to every later attempt. */
interface HeartbeatDetails {
  readonly memo: JsonValue;
}

/** Temporal learns so often that the worker lives, whatever the handler does. */
const BEAT_EVERY_MS = 1_000;

const MAX_STEPS = 100;
const MAX_DURATION_MS = 2_000;

/** What one call is told by the activity that it runs in. */
export class ActivityHost implements AdvanceHost {
  readonly attempt: number;
  readonly attemptMemo: JsonValue;
  readonly limits: AdvanceLimits;
  /** What attempts so far have left. */
  memo: JsonValue;
  readonly #context: Context;

  constructor(context: Context, { firstAttempt, memo, relaxed, fuse }: AdvanceInput) {
    const { attempt } = context.info;
    const left = context.info.heartbeatDetails as HeartbeatDetails | undefined;
    this.#context = context;
    this.attempt = firstAttempt + attempt - 1;
    this.memo = left?.memo ?? memo;
    this.attemptMemo = this.memo;
    this.limits = { fuse, relaxed, maxSteps: MAX_STEPS, maxDurationMs: MAX_DURATION_MS };
  }

  get signal(): AbortSignal {
    return this.#context.cancellationSignal;
  }

  isWanted(): boolean {
    return !this.signal.aborted;
  }

  heartbeat(memo: JsonValue): void {
    this.memo = memo;
    this.#beat();
  }

  /** Lets Temporal know that the worker lives, until the function that it gives is called. */
  startBeating(): () => void {
    if (this.#context.info.isLocal) return () => undefined;
    const timer = setInterval(() => this.#beat(), BEAT_EVERY_MS);
    return () => clearInterval(timer);
  }

  #beat(): void {
    const details: HeartbeatDetails = { memo: this.memo };
    if (!this.#context.info.isLocal) this.#context.heartbeat(details);
  }
}
