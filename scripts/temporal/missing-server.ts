import { SetUpError } from "../bootstrap/set-up-error.mjs";

/** Why the two ways that get the command came to nothing, each in a few words. */
export interface Obstacles {
  readonly download: string;
  readonly build: string;
}

/** The error of a machine that has no Temporal server and gets none. Its message lists the four ways to one. */
export function missingServer({ download, build }: Obstacles): SetUpError {
  return new SetUpError(`There is no Temporal server, and none can be started. Four ways to one:
  1. TEMPORAL_ADDRESS=<host:port> names a server that runs.
  2. The command temporal is there: on the PATH, at TEMPORAL_CLI_PATH, or at .cache/bin/temporal in the checkout.
  3. This machine reaches the internet: the command is downloaded once. Now: ${download}.
  4. Go is on the PATH (1.21 or later): the command is built once, in 3 to 10 minutes. Now: ${build}.
TASKLOOM_SKIP_TEMPORAL=1 leaves out the tests that need a server.`);
}
