import type { BlobRef, BlobStore } from "@taskloom/interfaces";
import { expect } from "vitest";
import { describeClaims, type Claim, type ClaimsSuite } from "./contract-claims.js";
import { HARD_VALUES } from "./describe-task-store-values.js";

/** An empty blob store. */
export interface BlobStoreSubject {
  readonly blobs: BlobStore;
  /** Lets so much time pass for the store: on a clock of its own, or in truth. */
  readonly elapse: (ms: number) => Promise<void>;
  /** Puts something else in the blob's place. */
  readonly spoil: (ref: BlobRef) => Promise<void>;
}

export type BlobStoreSuite = ClaimsSuite<BlobStoreSubject>;

const LONG_MS = 60_000;
const LOST: BlobRef = { run: "run-1", sha256: "ab".repeat(32), bytes: 300_000, preview: "" };

/** What every blob store does that can keep blobs at all. */
export function describeBlobStore(suite: BlobStoreSuite): void {
  describeClaims(suite, (claim) => {
    claimValues(claim);
    claimRefs(claim);
    claimLoss(claim);
    claimLife(claim);
  });
}

function claimValues(claim: Claim<BlobStoreSubject>): void {
  for (const [what, value] of Object.entries(HARD_VALUES)) {
    claim(`${what} is got as it was put`, async ({ blobs }) => {
      expect(await blobs.get(await blobs.put("run-1", value))).toStrictEqual(value);
    });
  }

  claim("a value of 50 MB is got as it was put", async ({ blobs }) => {
    const value = { text: "é".repeat(25_000_000) };
    const ref = await blobs.put("run-1", value);
    expect(ref.bytes).toBe(50_000_011);
    expect(await blobs.get(ref)).toStrictEqual(value);
  });
}

function claimRefs(claim: Claim<BlobStoreSubject>): void {
  claim(
    "a reference has the run, the hash and the bytes of the JSON text, and its first 200 characters",
    async (subject) => {
      expect(await subject.blobs.put("run-1", { a: "é😀" })).toStrictEqual({
        run: "run-1",
        sha256: "b0699189cec62a436823aaea2adabe24b05b6a8a47f99ff48a50e549ae8b2043",
        bytes: 14,
        preview: '{"a":"é😀"}',
      });
      expect(await subject.blobs.put("run-1", "x".repeat(1000))).toMatchObject({ preview: `"${"x".repeat(199)}` });
    },
  );

  claim("a preview never ends in half a character", async ({ blobs }) => {
    expect(await blobs.put("run-1", `${"x".repeat(198)}😀`)).toMatchObject({ preview: `"${"x".repeat(198)}` });
  });

  claim("equal values of a run have the same reference", async ({ blobs }) => {
    const ref = await blobs.put("run-1", { a: [1] });
    expect(await blobs.put("run-1", { a: [1] })).toStrictEqual(ref);
    expect(await blobs.get(ref)).toStrictEqual({ a: [1] });
  });
}

function claimLoss(claim: Claim<BlobStoreSubject>): void {
  claim("a blob that is not there is BLOB_LOST naming the size, never null", async ({ blobs }) => {
    await blobs.put("run-1", 1);
    await expect(blobs.get(LOST)).rejects.toMatchObject({
      code: "BLOB_LOST",
      details: { run: "run-1", sha256: LOST.sha256, bytes: 300_000, fault: "missing" },
    });
  });

  claim("a blob of another run is not there", async ({ blobs }) => {
    const ref = await blobs.put("run-1", 1);
    await expect(blobs.get({ ...ref, run: "run-2" })).rejects.toMatchObject({ code: "BLOB_LOST" });
  });

  claim("the hash is checked at every read: another value in the place is BLOB_LOST", async ({ blobs, spoil }) => {
    const ref = await blobs.put("run-1", { a: 1 });
    await spoil(ref);
    await expect(blobs.get(ref)).rejects.toMatchObject({
      code: "BLOB_LOST",
      details: { run: "run-1", sha256: ref.sha256, bytes: 7, fault: "corrupt" },
    });
  });
}

function claimLife(claim: Claim<BlobStoreSubject>): void {
  claim("the blobs of an ended run go when the time left to them has passed", async ({ blobs, elapse }) => {
    const refs = [await blobs.put("run-1", 1), await blobs.put("run-1", 2)];
    await blobs.expire("run-1", 5);
    await elapse(5);
    for (const ref of refs) await expect(blobs.get(ref)).rejects.toMatchObject({ code: "BLOB_LOST" });
  });

  claim("the blobs of an ended run stay until then", async ({ blobs, elapse }) => {
    const ref = await blobs.put("run-1", 1);
    await blobs.expire("run-1", LONG_MS);
    await elapse(5);
    expect(await blobs.get(ref)).toBe(1);
  });

  claim("expire may be repeated, and the last one counts", async ({ blobs, elapse }) => {
    const ref = await blobs.put("run-1", 1);
    await blobs.expire("run-1", LONG_MS);
    await blobs.expire("run-1", 5);
    await elapse(5);
    await expect(blobs.get(ref)).rejects.toMatchObject({ code: "BLOB_LOST" });
  });

  claim("a blob that is put after its run ended stays until the next expire", async ({ blobs, elapse }) => {
    const early = await blobs.put("run-1", "early");
    await blobs.expire("run-1", 5);
    const late = await blobs.put("run-1", "late");
    await elapse(5);
    await expect(blobs.get(early)).rejects.toMatchObject({ code: "BLOB_LOST" });
    expect(await blobs.get(late)).toBe("late");
    await blobs.expire("run-1", 5);
    await elapse(5);
    await expect(blobs.get(late)).rejects.toMatchObject({ code: "BLOB_LOST" });
  });

  claim("delete removes the blobs of that run, and of no other", async ({ blobs }) => {
    const refs = [await blobs.put("run-1", 1), await blobs.put("run-1", 2)];
    const other = await blobs.put("run-1.x", 1);
    await blobs.delete("run-1");
    for (const ref of refs) await expect(blobs.get(ref)).rejects.toMatchObject({ code: "BLOB_LOST" });
    expect(await blobs.get(other)).toBe(1);
  });

  claim("expire leaves the blobs of other runs alone", async ({ blobs, elapse }) => {
    await blobs.put("run-1", 1);
    const other = await blobs.put("run-1.x", 1);
    await blobs.expire("run-1", 5);
    await elapse(5);
    expect(await blobs.get(other)).toBe(1);
  });

  claim("expire and delete of a run without blobs do nothing", async ({ blobs }) => {
    await expect(blobs.expire("run-1", LONG_MS)).resolves.toBeUndefined();
    await expect(blobs.delete("run-1")).resolves.toBeUndefined();
  });
}
