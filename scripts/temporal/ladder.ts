import { SetUpError } from "../bootstrap/set-up-error.mjs";
import { missingServer } from "./missing-server.js";
import type { TemporalCommand } from "./temporal-command.js";

/** What getting the command came to. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** The machine that the command is looked for on. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the checkout keeps its own command, whether it is there or not. */
  readonly kept: string;
  isProgram(path: string): boolean;
  /** The path of a program on the PATH. */
  find(name: string): string | undefined;
  /** Runs the work while no other process runs one like it. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Puts the SDK's own command at `kept`. */
  download(): Promise<Outcome>;
  /** Builds the command with the Go at this path, and puts it at `kept`. */
  build(go: string): Promise<Outcome>;
}

/**
 * The command that starts a Temporal server: one that is there, else one that is downloaded or built now.
 * Throws a `SetUpError` that lists the ways to a server when there is none.
 */
export async function getTemporalCommand(machine: Machine): Promise<TemporalCommand> {
  const found = findTemporalCommand(machine);
  if (found !== undefined) return found;
  // Another process may have got it while this one waited for its turn.
  return machine.alone(async () => findTemporalCommand(machine) ?? (await fetchCommand(machine)));
}

/** The command that is there already. Throws a `SetUpError` when TEMPORAL_CLI_PATH names no program. */
export function findTemporalCommand(machine: Machine): TemporalCommand | undefined {
  const { env, kept } = machine;
  const named = env["TEMPORAL_CLI_PATH"];
  if (named !== undefined) {
    if (!machine.isProgram(named)) throw new SetUpError(`TEMPORAL_CLI_PATH names no program: ${named}`);
    return { rung: "TEMPORAL_CLI_PATH", path: named };
  }
  const path = machine.find("temporal");
  if (path !== undefined) return { rung: "PATH", path };
  return machine.isProgram(kept) ? { rung: "checkout", path: kept } : undefined;
}

async function fetchCommand(machine: Machine): Promise<TemporalCommand> {
  const download = await machine.download();
  if (download.ok) return { rung: "download", path: machine.kept };
  const go = machine.find("go");
  if (go === undefined) throw missingServer({ download: download.why, build: "there is no go on the PATH" });
  const build = await machine.build(go);
  if (!build.ok) throw missingServer({ download: download.why, build: build.why });
  return { rung: "build", path: machine.kept };
}
