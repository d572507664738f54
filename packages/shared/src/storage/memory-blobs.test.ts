import { describeBlobStore } from "@taskloom/contracts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyJsonValue } from "./json-value.fixture.js";
import { createMemoryBlobs } from "./memory-blobs.js";
import { createTestClock } from "./test-clock.fixture.js";

describeBlobStore({
  name: "blobs in memory",
  create: async () => {
    const clock = createTestClock();
    return { blobs: createMemoryBlobs({ clock }), elapse: clock.elapse, spoil: async () => {} };
  },
  dispose: async ({ blobs }) => blobs.close(),
  skip: [
    {
      reason: "nothing can reach the texts, and they are found by the hashes that were computed of them",
      tests: ["the hash is checked at every read: another value in the place is BLOB_LOST"],
    },
  ],
});

describe("blobs in memory", () => {
  it("are got as they were put, whatever the JSON value", async () => {
    const blobs = createMemoryBlobs({ clock: createTestClock() });
    await fc.assert(
      fc.asyncProperty(anyJsonValue(), async (value) => {
        expect(await blobs.get(await blobs.put("run-1", value))).toStrictEqual(value);
      }),
    );
  });

  it("stay for years while their run is open", async () => {
    const clock = createTestClock();
    const blobs = createMemoryBlobs({ clock });
    const ref = await blobs.put("run-1", 1);
    await clock.elapse(10 * 365 * 24 * 60 * 60 * 1000);
    expect(await blobs.get(ref)).toBe(1);
  });

  it("of runs whose time has passed are let go by what other runs put", async () => {
    const clock = createTestClock();
    const blobs = createMemoryBlobs({ clock });
    const ref = await blobs.put("run-1", "gone");
    const late = await blobs.put("run-2", "early");
    await blobs.expire("run-1", 5);
    await blobs.expire("run-2", 10);
    await clock.elapse(5);
    await blobs.put("run-3", 1);
    await expect(blobs.get(ref)).rejects.toMatchObject({ code: "BLOB_LOST" });
    expect(await blobs.get(late)).toBe("early");
  });

  it("are gone once the store is closed", async () => {
    const blobs = createMemoryBlobs({ clock: createTestClock() });
    const ref = await blobs.put("run-1", 1);
    await blobs.close();
    await expect(blobs.get(ref)).rejects.toMatchObject({ code: "BLOB_LOST" });
  });
});
