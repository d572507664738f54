import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BlobStore, JsonValue } from "@taskloom/interfaces";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { blobFolderOf, createFileBlobs } from "./file-blobs.js";

let folder: string;

beforeEach(() => {
  const parent = mkdtempSync(join(tmpdir(), "taskloom-blobs-"));
  folder = blobFolderOf(join(parent, "journal.db"));
  return () => rmSync(parent, { recursive: true, force: true });
});

it("lies beside the journal", () => {
  expect(blobFolderOf("/some/journal.db")).toBe("/some/journal.db.blobs");
});

describe.each(["normal", "full"] as const)("blobs in files, sync %s", (sync) => {
  let blobs: BlobStore;
  beforeEach(() => {
    blobs = createFileBlobs({ folder, sync });
  });

  it.each<[string, JsonValue]>([
    ["a text with a zero", "a\0b\ud800"],
    ["null", null],
    ["an object", { a: [1, 2, { b: "é" }] }],
  ])("gives back %s", async (_, value) => {
    const ref = await blobs.put("run-1", value);
    expect(await blobs.get(ref)).toEqual(value);
    expect(await createFileBlobs({ folder }).get(ref)).toEqual(value);
  });

  it("keeps equal values of a run once, as <folder>/<run>/<sha256>, and nothing beside them", async () => {
    const [one, other] = await Promise.all([blobs.put("run-1", "x"), blobs.put("run-1", "x")]);
    await blobs.put("run-2", "x");
    expect(one).toEqual(other);
    expect(one).toMatchObject({ run: "run-1", bytes: 3, preview: '"x"' });
    expect(readdirSync(folder).toSorted()).toEqual(["run-1", "run-2"]);
    expect(readdirSync(join(folder, "run-1"))).toEqual([one.sha256]);
    expect(readFileSync(join(folder, "run-1", one.sha256), "utf8")).toBe('"x"');
  });
});

it("gives back values of 50 MB", async () => {
  const blobs = createFileBlobs({ folder });
  const value = { text: "x".repeat(50_000_000) };
  const ref = await blobs.put("run-1", value);
  expect(ref.bytes).toBe(50_000_011);
  expect(((await blobs.get(ref)) as typeof value).text === value.text).toBe(true);
});

it("keeps a value as it was when it was put", async () => {
  const blobs = createFileBlobs({ folder });
  const value = { n: 1 };
  const putting = blobs.put("run-1", value);
  value.n = 2;
  expect(await blobs.get(await putting)).toEqual({ n: 1 });
});

it("says that a blob is lost when its file is gone", async () => {
  const blobs = createFileBlobs({ folder });
  const ref = await blobs.put("run-1", "x");
  rmSync(join(folder, "run-1", ref.sha256));
  await expect(blobs.get(ref)).rejects.toMatchObject({ code: "BLOB_LOST", details: { bytes: 3, fault: "missing" } });
});

it("says that a blob is lost when its file has changed, until the value is put again", async () => {
  const blobs = createFileBlobs({ folder });
  const ref = await blobs.put("run-1", "x");
  writeFileSync(join(folder, "run-1", ref.sha256), '"y"');
  await expect(blobs.get(ref)).rejects.toMatchObject({ code: "BLOB_LOST", details: { bytes: 3, fault: "corrupt" } });
  await blobs.put("run-1", "x");
  expect(await blobs.get(ref)).toBe("x");
});

it("removes the blobs of one run, and those of a run without any", async () => {
  const blobs = createFileBlobs({ folder });
  const [gone, kept] = [await blobs.put("run-1", "x"), await blobs.put("run-10", "x")];
  await blobs.delete("run-1");
  await blobs.delete("none");
  await expect(blobs.get(gone)).rejects.toMatchObject({ code: "BLOB_LOST" });
  expect(await blobs.get(kept)).toBe("x");
});

it("keeps the blobs of an ended run until they are removed", async () => {
  const blobs = createFileBlobs({ folder });
  const ref = await blobs.put("run-1", "x");
  await blobs.expire("run-1", 0);
  await blobs.close();
  expect(await blobs.get(ref)).toBe("x");
});

it("can be tried again when the folder cannot be used, and leaves nothing half written", async () => {
  writeFileSync(folder, "in the way");
  const blobs = createFileBlobs({ folder });
  const unavailable = { code: "STORE_UNAVAILABLE", retryable: true, details: { folder } };
  await expect(blobs.put("run-1", "x")).rejects.toMatchObject(unavailable);
  rmSync(folder);
  const ref = await blobs.put("run-1", "x");
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "in the way");
  await expect(blobs.get(ref)).rejects.toMatchObject(unavailable);
});

it("leaves nothing half written when a value cannot be put in its place", async () => {
  const blobs = createFileBlobs({ folder });
  const { sha256 } = await blobs.put("run-1", "x");
  mkdirSync(join(folder, "run-2", sha256, "in the way"), { recursive: true });
  await expect(blobs.put("run-2", "x")).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  expect(readdirSync(join(folder, "run-2"))).toEqual([sha256]);
});

it("touches nothing outside its folder, whatever a run is called", async () => {
  const blobs = createFileBlobs({ folder });
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const run of ["..", "../x", ".", "", "a/b", "a\0"]) {
    await expect(blobs.put(run, "x")).rejects.toMatchObject({ code: "RUN_ID_INVALID" });
    await expect(blobs.delete(run)).rejects.toMatchObject({ code: "RUN_ID_INVALID" });
  }
});
