import { isBlob, type JsonValue, type RunState } from "@taskloom/interfaces";
import { ApplicationFailure, CancelledFailure } from "@temporalio/workflow";

/**
 * Ends the workflow as the run has ended: its result is the run's output, or the reference of a large one.
 * @throws CancelledFailure, ApplicationFailure with the error's code as its type and the error as its detail
 */
export function endAs({ status, output, error }: RunState): JsonValue {
  if (status === "completed")
    return output === undefined ? null : isBlob(output) ? { blob: { ...output.blob } } : output.value;
  const message = error?.message ?? `the run is ${status}`;
  if (status === "canceled") throw new CancelledFailure(message);
  throw ApplicationFailure.create({
    message,
    type: error?.code ?? status,
    nonRetryable: true,
    details: error === undefined ? [] : [error],
  });
}
