import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";

/** Starts a process that ends with this one, however this one ends: a test run that is stopped leaves none behind. */
export function startOwnProcess(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, options);
  const killWithUs = (): void => void child.kill("SIGKILL");
  process.once("exit", killWithUs);
  const stopWatching = child.pid === undefined ? undefined : watchUs(child.pid);
  child.once("exit", () => {
    process.off("exit", killWithUs);
    stopWatching?.();
  });
  return child;
}

/** Kills the process if it runs, and waits until it is gone. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

/**
 * Kills the process when this one is gone by a signal that nothing can catch: a shell waits for the end of its input,
 * which the system closes with us.
 */
function watchUs(pid: number): (() => void) | undefined {
  if (process.platform === "win32") return undefined;
  const watcher = spawn("sh", ["-c", 'read -r _; kill -9 "$0"', String(pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  watcher.on("error", () => undefined);
  watcher.unref();
  return () => void watcher.kill("SIGKILL");
}
