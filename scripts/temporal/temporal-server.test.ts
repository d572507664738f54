import { once } from "node:events";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client, Connection } from "@temporalio/client";
import { describe, expect, it, onTestFinished } from "vitest";
import { freePort } from "../free-port.js";
import { isListening } from "../is-listening.js";
import { endProcess, startOwnProcess } from "../own-process.js";
import { temporaryFolder } from "../temporary-folder.fixture.js";
import { presentCommand, privateTemporalServer } from "./private-server.fixture.js";
import { isTemporalSkipped } from "./server-address.fixture.js";
import { serverArgs } from "./server-args.js";
import { startTemporalServer, type TemporalServer } from "./temporal-server.js";

async function connect({ address, namespace }: TemporalServer): Promise<Client> {
  const connection = await Connection.connect({ address });
  onTestFinished(async () => connection.close());
  return new Client({ connection, namespace });
}

function portOf({ address }: TemporalServer): number {
  return Number(address.split(":")[1]);
}

/** What a tuned server with these settings besides writes to its log until it is up. */
async function logOf(command: string, ...settings: readonly string[]): Promise<string> {
  const more = settings.flatMap((setting) => ["--dynamic-config-value", setting]);
  const args = [...serverArgs({ port: await freePort(), isTuned: true }), ...more, "--log-level", "warn"];
  const child = startOwnProcess(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  child.stderr?.on("data", (chunk: Buffer) => (log += chunk.toString()));
  if (child.stdout !== null) await once(createInterface({ input: child.stdout }), "line");
  await endProcess(child);
  return log;
}

describe.skipIf(isTemporalSkipped)("a Temporal server of our own", () => {
  it("has the search attributes of Taskloom", async () => {
    const { connection } = await connect(await privateTemporalServer());
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: "default" });
    const [keyword, keywordList] = [2, 7];
    expect(customAttributes).toMatchObject({
      TaskloomDefinition: keyword,
      TaskloomHash: keyword,
      TaskloomStatus: keyword,
      TaskloomLabels: keywordList,
    });
  });

  it("understands both knobs", async () => {
    const { path } = presentCommand();
    const complaint = "Failed to convert value";
    expect(await logOf(path)).not.toContain(complaint);
    expect(await logOf(path, 'history.timerProcessorMaxTimeShift="5 apples"')).toContain(complaint);
  });

  it("is started again at the same place, and keeps its runs when it is persistent", async () => {
    const server = await privateTemporalServer({ isPersistent: true, isTuned: false });
    const { workflow } = await connect(server);
    await workflow.start("nobody-works-at-it", { workflowId: "kept", taskQueue: "nobody" });
    await server.kill();
    expect(await isListening(portOf(server))).toBe(false);
    await server.start();
    const { status } = await workflow.getHandle("kept").describe();
    expect(status.name).toBe("RUNNING");
  });

  it("listens on the loopback address, and is gone when it is disposed of", async () => {
    const server = await privateTemporalServer({ uiPort: await freePort() });
    expect(server.address).toMatch(/^127\.0\.0\.1:\d+$/);
    expect((await fetch(new URL(server.uiAddress ?? ""))).status).toBe(200);
    await server.dispose();
    await server.untilEnd();
    expect(await isListening(portOf(server))).toBe(false);
  });

  it("does not start where another server listens", async () => {
    const other = await privateTemporalServer();
    await expect(startTemporalServer({ command: other.command, port: portOf(other) })).rejects.toThrow(/listens/);
    expect(await isListening(portOf(other))).toBe(true);
  });

  it("says what kept it from starting", async () => {
    const folder = await temporaryFolder({ temporal: "#!/bin/sh\necho 'no luck today' >&2\nexit 1\n" });
    const path = join(folder, "temporal");
    await chmod(path, 0o755);
    await expect(startTemporalServer({ command: { rung: "PATH", path } })).rejects.toThrow(/no luck today/);
  });
});
