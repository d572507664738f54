import { onTestFinished } from "vitest";
import { SetUpError } from "../bootstrap/set-up-error.mjs";
import { findTemporalCommand } from "./ladder.js";
import { missingServer } from "./missing-server.js";
import type { TemporalCommand } from "./temporal-command.js";
import { startTemporalServer, type TemporalServer, type TemporalServerOptions } from "./temporal-server.js";
import { thisMachine } from "./this-machine.js";

/** A Temporal server that only this test uses, gone after the test. Throws as `presentCommand` does. */
export async function privateTemporalServer(options: TemporalServerOptions = {}): Promise<TemporalServer> {
  const server = await startTemporalServer({ command: presentCommand(), ...options });
  onTestFinished(server.dispose);
  return server;
}

/** The command that the machine has: no test waits for one to be built. Throws a `SetUpError` when it has none. */
export function presentCommand(): TemporalCommand {
  const command = findTemporalCommand(thisMachine());
  if (command !== undefined) return command;
  const problem = process.env["TASKLOOM_TEMPORAL_PROBLEM"];
  if (problem !== undefined) throw new SetUpError(problem);
  const untried = "not tried by a test, `npm run temporal` tries";
  throw missingServer({ download: untried, build: untried });
}
