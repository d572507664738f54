import type { ChildProcess } from "node:child_process";
import { chmod, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { endProcess, startOwnProcess } from "../own-process.js";
import type { Outcome } from "./ladder.js";
import { collectTail } from "./output-tail.js";

export interface DownloadOptions {
  /** What Node runs to download into the folder that comes after it. Default: the SDK's own download. */
  readonly downloader?: readonly string[];
  /** How long nothing may arrive. Default: 10,000. */
  readonly stallMs?: number;
  /** How long it may take. Default: 180,000. */
  readonly limitMs?: number;
}

const sdkDownloader = [fileURLToPath(new URL("./sdk-download.mjs", import.meta.url))];

/** Puts the command that the SDK downloads at this path, in one step, or says why that did not work. */
export async function downloadCommand(path: string, options: DownloadOptions = {}): Promise<Outcome> {
  const { downloader = sdkDownloader } = options;
  const folder = await mkdtemp(join(dirname(path), "download-"));
  const child = startOwnProcess(process.execPath, [...downloader, folder], { stdio: ["ignore", "ignore", "pipe"] });
  const said = collectTail(child.stderr);
  try {
    const file = await watchDownload(folder, child, options);
    if (file === undefined) return { ok: false, why: computeReason(child, said()) };
    await chmod(file, 0o755);
    await rename(file, path);
    return { ok: true };
  } finally {
    await endProcess(child);
    await rm(folder, { recursive: true, force: true });
  }
}

/** The file that arrived, once it is complete; nothing when the download ended without one or took too long. */
async function watchDownload(
  folder: string,
  child: ChildProcess,
  { stallMs = 10_000, limitMs = 180_000 }: DownloadOptions,
): Promise<string | undefined> {
  const startedAt = performance.now();
  let grown = { bytes: 0, at: startedAt };
  for (;;) {
    const hasEnded = child.exitCode !== null || child.signalCode !== null;
    const { complete, bytes } = await lookInto(folder);
    if (complete !== undefined || hasEnded) return complete;
    const now = performance.now();
    if (bytes !== grown.bytes) grown = { bytes, at: now };
    if (now - grown.at > stallMs || now - startedAt > limitMs) return undefined;
    await sleep(50);
  }
}

/** What has arrived. The SDK gives a file its name when it is complete. */
async function lookInto(folder: string): Promise<{ complete: string | undefined; bytes: number }> {
  const names = await readdir(folder);
  const files = names.map((name) => join(folder, name));
  const sizes = await Promise.all(files.map(sizeOf));
  return {
    complete: files.find((file) => !file.endsWith(".downloading")),
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}

function computeReason(child: ChildProcess, said: string): string {
  if (child.exitCode === null && child.signalCode === null) return "the download made no progress";
  const reason = /(dns error|tcp connect error|connection refused|timed out|status [^)\n]*)/i.exec(said)?.[0];
  return `the download failed${reason === undefined ? "" : ` (${reason})`}`;
}
