import type { RunDocument } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../scripts/temporal/server-address.fixture.js";
import type { RedisServer } from "../../../scripts/redis/redis-server.js";
import { awaitEnd, compile, openTestEngine } from "./engine.fixture.js";
import { createGate, createHandlers, readText } from "./handlers.fixture.js";
import { createPrivateRedis } from "./redis.fixture.js";

interface Outage {
  readonly how: string;
  readonly begin: (server: RedisServer) => Promise<void>;
  readonly end: (server: RedisServer) => Promise<void>;
}

const outages: readonly Outage[] = [
  {
    how: "is frozen",
    begin: async (server) => server.signal("SIGSTOP"),
    end: async (server) => server.signal("SIGCONT"),
  },
  { how: "is killed", begin: async (server) => server.kill(), end: async (server) => server.start() },
];

const patiently = { timeout: 30_000 };

/** Codes of what holds tasks up. */
function listBlocked({ tasks }: RunDocument): (string | undefined)[] {
  return tasks.flatMap(({ blocked }) => (blocked === undefined ? [] : [blocked]));
}

describe.skipIf(isTemporalSkipped).each(outages)("a run whose Redis $how for a while", ({ begin, end }) => {
  it("is blocked, goes on by itself when Redis is back, and uses no attempt for it", { timeout: 90_000 }, async () => {
    const { server, store, blobs, log } = await createPrivateRedis({ timeoutMs: 500 });
    const gate = createGate();
    const handlers = createHandlers({
      first: async () => gate.opened,
      size: (input) => readText(input).length,
      text: (input) => "x".repeat(Number(input)),
    });
    const { engine } = await openTestEngine(handlers, {
      store,
      blobs,
      log,
      runOptions: { sharedStore: true },
    });
    const once = { retry: { maximum_attempts: 1 } };
    const definition = compile({
      tasks: [
        { id: "large", action: "text", with: 300 * 1024, ...once, on_success: { next: "first" } },
        { id: "first", action: "first", ...once, on_success: { next: "read" } },
        { id: "read", action: "size", with: "{{ tasks.large.output }}", ...once, on_success: { next: "write" } },
        { id: "write", action: "text", with: 300 * 1024, ...once, on_success: { next: "last" } },
        { id: "last", action: "size", with: "{{ tasks.write.output }}", ...once },
      ],
      outputs: { last: "{{ tasks.read.output + tasks.last.output }}" },
    });
    const { runId } = await engine.start({ definition, input: {}, requestId: crypto.randomUUID() });
    await expect.poll(async () => (await engine.get(runId)).tasks.map(({ id }) => id), patiently).toContain("first");
    await begin(server);
    gate.open();
    const read = async (): Promise<unknown> => listBlocked(await engine.get(runId, { detailed: true }));
    await expect.poll(read, patiently).toStrictEqual(["STORE_UNAVAILABLE"]);
    await end(server);
    const document = await awaitEnd(engine, runId);
    expect(document).toMatchObject({ status: "completed", output: { last: 600 * 1024 } });
    expect(document.tasks.map(({ attempts }) => attempts)).toStrictEqual([1, 1, 1, 1, 1]);
    expect(listBlocked(document)).toStrictEqual([]);
  });
});
