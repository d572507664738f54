import { readlinkSync } from "node:fs";
import { hostname } from "node:os";
import type { Owner } from "./journal-store.js";
import { readProcessStart } from "./process-start.js";

/** How long after its last renewal a process is believed to live, where one cannot look. Milliseconds. */
export const LEASE_MS = 15_000;

/** Who a process is, on any machine and at any time. */
export type ProcessIdentity = Omit<Owner, "leaseUntil">;

/** This process. */
export function identifyProcess(): ProcessIdentity {
  return { host: nameHost(), pid: process.pid, processStart: readProcessStart(process.pid) ?? "unknown" };
}

/** This process as the owner of runs, with a lease from now on (epoch milliseconds). */
export function createOwner(identity: ProcessIdentity, now: number): Owner {
  return { ...identity, leaseUntil: now + LEASE_MS };
}

/** Whether the owner may still be at work: not when it ran on this host and is gone, and not after its lease. */
export function isAlive(owner: Owner, self: ProcessIdentity, now: number): boolean {
  if (now >= owner.leaseUntil) return false;
  return owner.host !== self.host || !isGone(owner);
}

function isGone(owner: Owner): boolean {
  if (!isRunning(owner.pid)) return true;
  const start = readProcessStart(owner.pid);
  return start !== undefined && start !== owner.processStart;
}

/** Signal 0 asks only; a process that may not be asked is there. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Containers can share a host's name and not see each other's processes: what counts is who sees the same ids. */
function nameHost(): string {
  try {
    return `${hostname()}/${readlinkSync("/proc/self/ns/pid").replaceAll(/\D/g, "")}`;
  } catch {
    return hostname();
  }
}
