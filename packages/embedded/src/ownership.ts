import type { Clock } from "@taskloom/interfaces";
import type { Owner } from "./journal/journal-store.js";
import { createOwner, identifyProcess, isAlive } from "./journal/owner.js";

/** Who this process is among those that use the same journal. */
export interface Ownership {
  /** This process as an owner, with a lease from now on. */
  readonly current: () => Owner;
  /** Whether an owner may still be at work. */
  readonly isAlive: (owner: Owner) => boolean;
}

export function createOwnership(clock: Clock): Ownership {
  const self = identifyProcess();
  return {
    current: () => createOwner(self, clock.now()),
    isAlive: (owner) => isAlive(owner, self, clock.now()),
  };
}
