import { describe, expect, it } from "vitest";
import { createNoBlobs } from "./no-blobs.js";

describe("no blobs", () => {
  it("a run that needs one fails with SHARED_STORE_REQUIRED, naming run and size", async () => {
    await expect(createNoBlobs().put("run-1", "é")).rejects.toMatchObject({
      code: "SHARED_STORE_REQUIRED",
      retryable: false,
      details: { run: "run-1", bytes: 4 },
    });
  });

  it("reading one that another worker has put fails the same way", async () => {
    const ref = { run: "run-1", sha256: "ab".repeat(32), bytes: 300_000, preview: "" };
    await expect(createNoBlobs().get(ref)).rejects.toMatchObject({
      code: "SHARED_STORE_REQUIRED",
      details: { run: "run-1", bytes: 300_000 },
    });
  });

  it("an ended run has nothing to let go of", async () => {
    const blobs = createNoBlobs();
    await expect(blobs.expire("run-1", 5)).resolves.toBeUndefined();
    await expect(blobs.delete("run-1")).resolves.toBeUndefined();
    await expect(blobs.close()).resolves.toBeUndefined();
  });
});
