import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isTemporalSkipped, temporalAddress } from "../../../../scripts/temporal/server-address.fixture.js";
import { installedFolder, spawnTaskloom } from "../spawned.fixture.js";

/** Tells at the end of a process how many files of Temporal's it has loaded. */
const COUNT = `
import { createRequire } from "node:module";
process.on("exit", () => {
  const files = Object.keys(createRequire(import.meta.url).cache).filter((file) => file.includes("@temporalio"));
  process.stderr.write("temporal files: " + files.length + "\\n");
});
`;

const FILES = {
  "count.mjs": COUNT,
  "handlers.mjs": `
export default {
  "my.slow": async (_, { log }) => {
    log.info("begun");
    await new Promise((resolve) => setTimeout(resolve, 1500));
    log.info("ended");
    return "slow";
  },
};`,
  "echo.yaml": "id: echo\ntasks: [{ id: a, action: core.echo }]\n",
  "slow.yaml": "id: slow\ntasks: [{ id: a, action: my.slow, retry: { maximum_attempts: 1 } }]\n",
};

it("the embedded engine loads nothing of Temporal", async () => {
  const folder = await installedFolder(FILES);
  const { ended, err } = spawnTaskloom(folder, ["run", "echo.yaml", "--quiet", "--journal", ":memory:"], {
    env: { NODE_OPTIONS: "--import ./count.mjs" },
  });
  expect((await ended).exit).toBe(0);
  expect(err()).toBe("temporal files: 0\n");
});

describe.skipIf(isTemporalSkipped)("a worker's process on Temporal", () => {
  it("drains on SIGTERM: its handler ends, once, and the run goes on with the next worker", async () => {
    const folder = await installedFolder(FILES);
    const [id, queue] = [`slow-${randomUUID()}`, `test-${randomUUID()}`];
    const place = ["--engine", "temporal", "--address", temporalAddress(), "--task-queue", queue];
    const first = spawnTaskloom(folder, ["worker", "slow.yaml", ...place]);
    const started = spawnTaskloom(folder, ["start", "slow.yaml", "--run-id", id, ...place]);
    expect((await started.ended).exit).toBe(0);
    await expect.poll(() => first.err(), { timeout: 30_000 }).toContain("begun");
    first.kill("SIGTERM");
    expect((await first.ended).exit).toBe(0);
    expect(first.err()).toContain("ended");
    const second = spawnTaskloom(folder, ["worker", "slow.yaml", ...place]);
    const watched = spawnTaskloom(folder, ["watch", id, "--exit-status", ...place]);
    expect((await watched.ended).exit).toBe(0);
    expect(JSON.parse(watched.out())).toStrictEqual({ a: "slow" });
    expect(second.err()).not.toContain("begun");
    second.kill("SIGTERM");
    expect((await second.ended).exit).toBe(0);
  }, 120_000);
});
