import type { JsonObject, TaskError, TerminalStatus } from "@taskloom/interfaces";

/** What came back when it was waited for no longer. */
export interface ReturnedLate {
  readonly status: TerminalStatus;
  /** The beginning of the output's JSON text. */
  readonly preview?: string;
  readonly error?: TaskError;
}

/** What a run's log says of a result that came too late. */
export interface LateLine {
  readonly message: string;
  readonly data: JsonObject;
}

/** The line that every engine writes for such a result. */
export function describeReturnedLate({ status, preview, error }: ReturnedLate): LateLine {
  return {
    message: "returned too late: this changes nothing",
    data: {
      code: "ILLEGAL_TRANSITION",
      status,
      ...(preview !== undefined && { preview: preview.slice(0, PREVIEW_LENGTH) }),
      ...(error !== undefined && { error: { code: error.code, message: error.message } }),
    },
  };
}

const PREVIEW_LENGTH = 200;
