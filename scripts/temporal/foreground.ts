// Starts a Temporal server with its web UI, for trying things out, and keeps it until Ctrl-C.
import { SetUpError } from "../bootstrap/set-up-error.mjs";
import { freePort } from "../free-port.js";
import { knobs } from "./knobs.js";
import { describeCommand } from "./temporal-command.js";
import { startTemporalServer, type TemporalServer } from "./temporal-server.js";

const given = process.env["TEMPORAL_ADDRESS"];

try {
  if (given === undefined) await serve();
  else process.stdout.write(`TEMPORAL_ADDRESS names a server already: ${given}. Without it, one is started here.\n`);
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function serve(): Promise<void> {
  let isUp = false;
  // Before the server is up there may be a download or a build, which ends with this process.
  const stopped = untilSignal().then(() => (isUp ? "stopped" : process.exit(130)));
  const server = await startTemporalServer({ port: await freePort(7233), uiPort: await freePort(8233) });
  isUp = true;
  process.stdout.write(describe(server));
  const ending = await Promise.race([stopped, server.untilEnd()]);
  await server.dispose();
  if (ending === "stopped") return;
  process.stderr.write("The server ended by itself.\n");
  process.exitCode = 1;
}

async function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

function describe({ address, namespace, uiAddress, command }: TemporalServer): string {
  return `Temporal server  ${address}
Namespace        ${namespace}
Web UI           ${uiAddress}
Command          ${describeCommand(command)}
Tuned with
${knobs.map(({ setting, effect }) => `  ${setting}\n    ${effect}\n`).join("")}Runs are kept in memory. Ctrl-C stops it.
`;
}
