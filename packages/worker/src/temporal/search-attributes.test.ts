import { randomUUID } from "node:crypto";
import type { JsonObject } from "@taskloom/interfaces";
import { msToTs } from "@temporalio/common/lib/time.js";
import { describe, expect, it, onTestFinished } from "vitest";
import { isTemporalSkipped, temporalAddress } from "../../../../scripts/temporal/server-address.fixture.js";
import { createLogger } from "../log/logger.js";
import { connectClient, type ServerClient } from "./connect.js";
import { prepareSearchAttributes } from "./search-attributes.js";

/** A namespace of the test's own: without search attributes. */
async function newNamespace(): Promise<ServerClient & { readonly namespace: string }> {
  const address = temporalAddress();
  const namespace = `test-${randomUUID()}`;
  const { client, close } = await connectClient({ address, namespace: "default", taskQueue: "unused" });
  await client.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs("1 day"),
  });
  await close();
  const opened = await openWhenThere(namespace);
  onTestFinished(opened.close);
  return { ...opened, namespace };
}

/** The server's caches learn of a namespace within some seconds. */
async function openWhenThere(namespace: string): Promise<ServerClient> {
  for (;;) {
    try {
      return await connectClient({ address: temporalAddress(), namespace, taskQueue: "unused" });
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

function createLog(): { readonly lines: readonly JsonObject[]; readonly logger: ReturnType<typeof createLogger> } {
  const lines: JsonObject[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as JsonObject);
  return { lines, logger: createLogger({ level: "info", format: "json", secrets: [], write }) };
}

describe.skipIf(isTemporalSkipped)("search attributes of runs", () => {
  it("are used where the namespace has them", async () => {
    const place = { address: temporalAddress(), namespace: "default" };
    const { client, close } = await connectClient({ ...place, taskQueue: "unused" });
    onTestFinished(close);
    const { logger, lines } = createLog();
    expect([await prepareSearchAttributes(client, place, logger), lines]).toStrictEqual([true, []]);
  });

  it("are made on a server of this machine, by several processes at once as well", async () => {
    const { client, namespace } = await newNamespace();
    const { logger } = createLog();
    const place = { address: temporalAddress(), namespace };
    const prepare = async (): Promise<boolean> => prepareSearchAttributes(client, place, logger);
    await Promise.all([prepare(), prepare()]);
    await expect.poll(prepare, { timeout: 20_000 }).toBe(true);
  });

  it("are missed on another server: the log says once how to make them", async () => {
    const { client, namespace } = await newNamespace();
    const { logger, lines } = createLog();
    const place = { address: "temporal.example:7233", namespace };
    expect(await prepareSearchAttributes(client, place, logger)).toBe(false);
    expect(lines).toMatchObject([{ level: "warn", missing: expect.arrayContaining(["TaskloomLabels"]) as unknown }]);
    expect(lines[0]?.["msg"]).toContain("--name TaskloomLabels --type KeywordList");
  });
});
