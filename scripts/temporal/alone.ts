import { rmSync } from "node:fs";
import { mkdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface AloneOptions {
  /** After which time without a sign of life an owner counts as gone. Default: 30,000. */
  readonly staleMs?: number;
  /** How often one that waits looks. Default: 250. */
  readonly pollMs?: number;
  /** Called once when somebody else is at work. */
  readonly onWait?: () => void;
}

/**
 * Runs the work while this process owns the file; waits while another one owns it. An owner touches its file; the file
 * of one that was killed grows old and is taken over. Two that take over in the same moment may both work, so the work
 * must put its result in place in one step.
 */
export async function alone<T>(file: string, work: () => Promise<T>, options: AloneOptions = {}): Promise<T> {
  const { staleMs = 30_000, pollMs = 250, onWait } = options;
  await mkdir(dirname(file), { recursive: true });
  let isWaiting = false;
  while (!(await take(file))) {
    if (!isWaiting) onWait?.();
    isWaiting = true;
    if ((await ageMs(file)) > staleMs) await rm(file, { force: true });
    else await sleep(pollMs);
  }
  return own(file, work, staleMs);
}

async function own<T>(file: string, work: () => Promise<T>, staleMs: number): Promise<T> {
  const release = (): void => rmSync(file, { force: true });
  const touch = (): void => void utimes(file, new Date(), new Date()).catch(() => undefined);
  const heartbeat = setInterval(touch, staleMs / 4);
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off("exit", release);
    release();
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** How long ago the file's owner gave a sign of life; 0 when the file is gone. */
async function ageMs(file: string): Promise<number> {
  try {
    return Date.now() - (await stat(file)).mtimeMs;
  } catch {
    return 0;
  }
}
