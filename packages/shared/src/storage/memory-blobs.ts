import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { BlobRef, BlobStore, Clock, JsonValue, RunId } from "@taskloom/interfaces";
import { createBlobLost } from "./blob-lost.js";
import { createBlobRef } from "./blob-ref.js";

export interface MemoryBlobsOptions {
  readonly clock: Clock;
}

/** Blobs in this process, for runs that live no longer than it does. Nothing but `expire` and `delete` removes them. */
export function createMemoryBlobs(options: MemoryBlobsOptions): BlobStore {
  return new MemoryBlobs(options.clock);
}

interface Blob {
  readonly text: string;
  readonly expiresAt: number;
}

class MemoryBlobs implements BlobStore {
  readonly #clock: Clock;
  readonly #runs = new Map<RunId, Map<string, Blob>>();
  /** When to look for what has expired, by run. */
  readonly #deadlines = new Map<RunId, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async put(run: RunId, value: JsonValue): Promise<BlobRef> {
    this.#sweep();
    const text = JSON.stringify(value);
    const bytes = utf8ToBytes(text);
    const ref = createBlobRef(run, text, bytes.length, bytesToHex(sha256(bytes)));
    this.#blobsOf(run).set(ref.sha256, { text, expiresAt: Infinity });
    return ref;
  }

  /** The texts are found by hashes that were computed here, and nobody else can change them. */
  async get(ref: BlobRef): Promise<JsonValue> {
    const blob = this.#runs.get(ref.run)?.get(ref.sha256);
    if (blob === undefined || blob.expiresAt <= this.#clock.now()) throw createBlobLost(ref, "missing");
    return JSON.parse(blob.text) as JsonValue;
  }

  async expire(run: RunId, ttlMs: number): Promise<void> {
    this.#sweep();
    const blobs = this.#runs.get(run);
    if (blobs === undefined) return;
    const expiresAt = this.#clock.now() + ttlMs;
    for (const [hash, { text }] of blobs) blobs.set(hash, { text, expiresAt });
    this.#deadlines.delete(run);
    this.#deadlines.set(run, expiresAt);
  }

  async delete(run: RunId): Promise<void> {
    this.#runs.delete(run);
    this.#deadlines.delete(run);
  }

  async close(): Promise<void> {
    this.#runs.clear();
    this.#deadlines.clear();
  }

  #blobsOf(run: RunId): Map<string, Blob> {
    const blobs = this.#runs.get(run) ?? new Map<string, Blob>();
    this.#runs.set(run, blobs);
    return blobs;
  }

  /** From the run that ended first on, and no further than needed: retention is the same for all. */
  #sweep(): void {
    const now = this.#clock.now();
    for (const [run, deadline] of this.#deadlines) {
      if (deadline > now) return;
      this.#deadlines.delete(run);
      this.#dropExpired(run, now);
    }
  }

  #dropExpired(run: RunId, now: number): void {
    const blobs = this.#blobsOf(run);
    for (const [hash, blob] of blobs) if (blob.expiresAt <= now) blobs.delete(hash);
    if (blobs.size === 0) this.#runs.delete(run);
  }
}
