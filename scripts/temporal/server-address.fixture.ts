import { SetUpError } from "../bootstrap/set-up-error.mjs";

/** For `it.skipIf`: the caller of the run asked for no Temporal server, which the run's summary says. */
export const isTemporalSkipped = process.env["TASKLOOM_SKIP_TEMPORAL"] === "1";

/** The run's Temporal server, such as `127.0.0.1:40123`. Throws a `SetUpError` that says why there is none. */
export function temporalAddress(): string {
  const { TEMPORAL_ADDRESS: address, TASKLOOM_TEMPORAL_PROBLEM: problem } = process.env;
  if (address !== undefined) return address;
  throw new SetUpError(problem ?? "scripts/temporal/server-use.ts does not list this test's folder as one in need.");
}

/** The namespace to use on the run's Temporal server. */
export function temporalNamespace(): string {
  return process.env["TEMPORAL_NAMESPACE"] ?? "default";
}
