import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { BlobRef, BlobStore, JsonValue, RunId } from "@taskloom/interfaces";
import { createBlobLost, createBlobRef, isTaskloomError, TaskloomError } from "@taskloom/shared";
import { writeDurably } from "./write-durably.js";

export interface FileBlobsOptions {
  /** Where they are kept: `<folder>/<run>/<sha256>`. Made when the first is written. */
  readonly folder: string;
  /** What a confirmed write survives: `normal` (default) the death of the process, `full` also that of the machine. */
  readonly sync?: "normal" | "full";
}

const RUN_FOLDER = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** The folder beside a journal for the blobs of its runs. */
export function blobFolderOf(journalPath: string): string {
  return `${journalPath}.blobs`;
}

/**
 * Blobs in files, which all processes with the same folder share. They stay until `delete`: `expire` leaves them to the
 * journal's prune.
 * @throws STORE_UNAVAILABLE when the folder cannot be written or read, `details` `{ folder, fault }`
 */
export function createFileBlobs({ folder, sync = "normal" }: FileBlobsOptions): BlobStore {
  return new FileBlobs(resolve(folder), sync === "full");
}

class FileBlobs implements BlobStore {
  readonly #folder: string;
  readonly #flushes: boolean;

  constructor(folder: string, flushes: boolean) {
    this.#folder = folder;
    this.#flushes = flushes;
  }

  async put(run: RunId, value: JsonValue): Promise<BlobRef> {
    const text = JSON.stringify(value);
    const bytes = Buffer.from(text);
    const ref = createBlobRef(run, text, bytes.length, hashOf(bytes));
    await this.#access(async () => writeDurably(this.#pathOf(ref), bytes, this.#flushes));
    return ref;
  }

  async get(ref: BlobRef): Promise<JsonValue> {
    const bytes = await this.#access(async () => readIfThere(this.#pathOf(ref)));
    if (bytes === undefined) throw createBlobLost(ref, "missing");
    if (hashOf(bytes) !== ref.sha256) throw createBlobLost(ref, "corrupt");
    return JSON.parse(bytes.toString()) as JsonValue;
  }

  async expire(): Promise<void> {}

  async delete(run: RunId): Promise<void> {
    await this.#access(async () => rm(this.#folderOf(run), { recursive: true, force: true }));
  }

  async close(): Promise<void> {}

  #pathOf({ run, sha256 }: BlobRef): string {
    return join(this.#folderOf(run), sha256);
  }

  /** Ids are checked where runs are made; a wrong one here would write or remove what belongs to others. */
  #folderOf(run: RunId): string {
    if (!RUN_FOLDER.test(run))
      throw new TaskloomError("RUN_ID_INVALID", `${JSON.stringify(run)} cannot name a folder.`);
    return join(this.#folder, run);
  }

  async #access<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isTaskloomError(error)) throw error;
      const fault = (error as NodeJS.ErrnoException).code ?? null;
      const message = `The folder of blobs ${this.#folder} cannot be used.`;
      throw new TaskloomError("STORE_UNAVAILABLE", message, { details: { folder: this.#folder, fault }, cause: error });
    }
  }
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
