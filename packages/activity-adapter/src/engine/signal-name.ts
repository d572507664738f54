import { TaskloomError } from "@taskloom/shared";

/** Temporal keeps names with it for itself: its SDK fails every workflow task of a run that gets such a signal. */
const RESERVED_PREFIX = "__temporal_";

/** @throws NAME_RESERVED */
export function assertSignalName(name: string): void {
  if (!name.startsWith(RESERVED_PREFIX)) return;
  throw new TaskloomError("NAME_RESERVED", `a signal's name cannot begin with '${RESERVED_PREFIX}' on Temporal`, {
    details: { signal: name },
  });
}
