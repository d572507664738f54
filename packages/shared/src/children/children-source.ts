import type {
  ChildSource,
  ChildSpec,
  CountedChildren,
  JsonValue,
  StepId,
  StoreEntry,
  TaskIdentity,
  TaskStore,
} from "@taskloom/interfaces";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { findChunkMemo } from "./chunk-memo.js";

/** Up to here children travel in the directive. */
const LISTED_COUNT = 100;
const LISTED_BYTES = 32 * 1024;

/** Children under one cache key. */
const CHUNK_SIZE = 50;

/**
 * Lists the children when they are at most 100 and at most 32 KiB as JSON, or run different steps; otherwise keeps
 * them in the store, in one round trip, and gives their count and the SHA-256 of their JSON.
 * @throws STORE_UNAVAILABLE
 */
export async function createChildSource(
  store: TaskStore,
  identity: TaskIdentity,
  children: readonly ChildSpec[],
): Promise<ChildSource> {
  const step = findCommonStep(children);
  const texts = children.map((child) => JSON.stringify(child));
  const json = utf8ToBytes(`[${texts.join(",")}]`);
  if (step === undefined || (children.length <= LISTED_COUNT && json.length <= LISTED_BYTES)) return { children };
  const ref = `children:${identity.runId}:${identity.path}`;
  const source: CountedChildren = { count: children.length, step, ref, hash: bytesToHex(sha256(json)) };
  await store.storeMany(splitIntoChunks(source, texts));
  return source;
}

/**
 * The child at an index, from 0, a new object each time; undefined when the store has lost it, or holds children of
 * another preparation.
 * @throws STORE_UNAVAILABLE
 */
export async function loadChildSpec(
  store: TaskStore,
  source: CountedChildren,
  index: number,
): Promise<ChildSpec | undefined> {
  const key = createChunkKey(source, Math.floor(index / CHUNK_SIZE));
  const texts = await findChunkMemo(store).find(`${key}:${source.hash}`, async () => loadChunk(store, source, key));
  const text = texts?.[index % CHUNK_SIZE];
  return text === undefined ? undefined : (JSON.parse(text) as ChildSpec);
}

function findCommonStep(children: readonly ChildSpec[]): StepId | undefined {
  const step = children[0]?.step;
  return children.every((child) => child.step === step) ? step : undefined;
}

/** Each child is a text of its own, so that reading one does not parse the others. */
function splitIntoChunks(source: CountedChildren, texts: readonly string[]): readonly StoreEntry[] {
  return Array.from({ length: Math.ceil(texts.length / CHUNK_SIZE) }, (_, chunk) => ({
    key: createChunkKey(source, chunk),
    value: { hash: source.hash, texts: texts.slice(chunk * CHUNK_SIZE, (chunk + 1) * CHUNK_SIZE) },
  }));
}

async function loadChunk(
  store: TaskStore,
  source: CountedChildren,
  key: string,
): Promise<readonly string[] | undefined> {
  const value = await store.load(key);
  return isChunkOf(source, value) ? value.texts : undefined;
}

function createChunkKey(source: CountedChildren, chunk: number): string {
  return `${source.ref}:${chunk}`;
}

interface Chunk {
  readonly [key: string]: JsonValue;
  readonly texts: readonly string[];
}

/** A preparation that was dropped may have written under the same key: the hash tells them apart. */
function isChunkOf(source: CountedChildren, value: JsonValue | undefined): value is Chunk {
  return typeof value === "object" && value !== null && "hash" in value && value["hash"] === source.hash;
}
