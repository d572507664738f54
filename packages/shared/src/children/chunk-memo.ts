import type { TaskStore } from "@taskloom/interfaces";

type Texts = readonly string[] | undefined;

const CAPACITY = 32;

const memos = new WeakMap<TaskStore, ChunkMemo>();

/** The chunks last read from a store. */
export function findChunkMemo(store: TaskStore): ChunkMemo {
  const known = memos.get(store);
  if (known !== undefined) return known;
  const memo = new ChunkMemo();
  memos.set(store, memo);
  return memo;
}

/**
 * Children of one container start in order, many of a chunk at once: each chunk is read once, not once a child.
 * A key names the content too, so what is here is never out of date.
 */
class ChunkMemo {
  readonly #chunks = new Map<string, Promise<Texts>>();

  /** The chunk, read where it is not here. What is not found, and what throws, is read again the next time. */
  async find(key: string, read: () => Promise<Texts>): Promise<Texts> {
    return this.#chunks.get(key) ?? this.#keep(key, read());
  }

  async #keep(key: string, reading: Promise<Texts>): Promise<Texts> {
    this.#chunks.set(key, reading);
    this.#makeRoom();
    let texts: Texts;
    try {
      texts = await reading;
      return texts;
    } finally {
      if (texts === undefined) this.#chunks.delete(key);
    }
  }

  #makeRoom(): void {
    if (this.#chunks.size <= CAPACITY) return;
    for (const oldest of this.#chunks.keys()) {
      this.#chunks.delete(oldest);
      return;
    }
  }
}
