import { describe, expect, it } from "vitest";
import { createInput } from "./config-input.fixture.js";
import { resolveConfig } from "./resolve-config.js";

const REDIS = "redis://cache";

async function readBlobs(engine: string, store: string, journal: string, blobs?: string): Promise<string> {
  const flags = { engine, store, "journal.file": journal, blobs };
  return (await resolveConfig(createInput({ flags }))).blobs;
}

describe("large values", () => {
  it.each([
    ["embedded", "memory", "runs.db", "file"],
    ["embedded", REDIS, "runs.db", "file"],
    ["embedded", "memory", ":memory:", "memory"],
    ["temporal", REDIS, "runs.db", "redis"],
    ["temporal", "memory", "runs.db", "none"],
  ])("of the engine %s with the store %s and the journal %s are kept in: %s", async (engine, store, journal, blobs) => {
    expect(await readBlobs(engine, store, journal)).toBe(blobs);
    expect(await readBlobs(engine, store, journal, blobs)).toBe(blobs);
    expect(await readBlobs(engine, store, journal, "none")).toBe("none");
  });

  it.each([
    ["embedded", "memory", ":memory:", "file", "journal is in memory"],
    ["embedded", "memory", "runs.db", "memory", "journal is in a file"],
    ["embedded", REDIS, "runs.db", "redis", "journal is in a file"],
    ["temporal", "memory", "runs.db", "redis", "use a Redis as the `store`"],
    ["temporal", REDIS, "runs.db", "file", "use a Redis as the `store`"],
    ["temporal", "memory", ":memory:", "memory", "use a Redis as the `store`"],
  ])(
    "of the engine %s with the store %s and the journal %s cannot be kept in: %s",
    async (engine, store, journal, blobs, hint) => {
      await expect(readBlobs(engine, store, journal, blobs)).rejects.toMatchObject({
        code: "CONFIG_INVALID",
        details: {
          problems: [{ setting: "blobs", source: "--blobs", message: expect.stringContaining(hint) as string }],
        },
      });
    },
  );
});
