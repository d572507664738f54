import { relative } from "node:path";
import type { TestProject } from "vitest/node";
import { computeServerUse } from "./server-use.js";
import { describeCommand } from "./temporal-command.js";
import { startTemporalServer } from "./temporal-server.js";

/**
 * One Temporal server for the whole test run, its place in `TEMPORAL_ADDRESS` and `TEMPORAL_NAMESPACE`, unless the
 * caller gave one or no test of the run needs one. Why there is none is in `TASKLOOM_TEMPORAL_PROBLEM`: it fails the
 * tests that need a server, and no others.
 */
export async function setup({ config, vitest }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const { env } = process;
  const files = vitest.state.getPaths().map((file) => relative(config.root, file).replaceAll("\\", "/"));
  const use = computeServerUse(env, files);
  if (use === "given") tell(`of TEMPORAL_ADDRESS, ${env["TEMPORAL_ADDRESS"]}`);
  if (use !== "started") return undefined;
  try {
    const server = await startTemporalServer();
    env["TEMPORAL_ADDRESS"] = server.address;
    env["TEMPORAL_NAMESPACE"] = server.namespace;
    tell(`at ${server.address}, from ${describeCommand(server.command)}`);
    return server.dispose;
  } catch (error) {
    env["TASKLOOM_TEMPORAL_PROBLEM"] = error instanceof Error ? error.message : String(error);
    return undefined;
  }
}

function tell(which: string): void {
  process.stderr.write(`Temporal server ${which}\n`);
}
