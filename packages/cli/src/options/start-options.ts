import { Option } from "commander";
import { collect } from "./common-options.js";

/** How a run is started. */
export interface StartOptions {
  readonly input?: readonly string[];
  readonly runId?: string;
  readonly ifExists?: "fail" | "use";
}

export const startOptions: readonly Option[] = [
  new Option("--input <value>", "the run's input: JSON, @file or key=value pairs").argParser(collect),
  new Option("--run-id <id>", "the run's id (default: <workflow id>-<26 characters>)"),
  new Option("--if-exists <what>", "when there is a run of that id: fail (default) or use it").choices(["fail", "use"]),
];
