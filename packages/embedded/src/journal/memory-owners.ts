import type { Owner } from "./journal-store.js";

/** Owners by a key, so that renewing a lease is one change however many runs it is for. */
export class MemoryOwners {
  readonly #owners = new Map<string, Owner>();

  /** The owner's key; its lease never becomes shorter. */
  renew(owner: Owner): string {
    const key = keyOf(owner);
    const known = this.#owners.get(key);
    if (known === undefined || known.leaseUntil < owner.leaseUntil) this.#owners.set(key, owner);
    return key;
  }

  get(key: string | undefined): Owner | undefined {
    return key === undefined ? undefined : this.#owners.get(key);
  }

  /** The owner's key, if its lease is still the one given. */
  findUnchanged(owner: Owner): string | undefined {
    const key = keyOf(owner);
    return this.#owners.get(key)?.leaseUntil === owner.leaseUntil ? key : undefined;
  }
}

/** The same process has the same key, whatever its lease. */
export function keyOf({ host, pid, processStart }: Owner): string {
  return JSON.stringify([host, pid, processStart]);
}
