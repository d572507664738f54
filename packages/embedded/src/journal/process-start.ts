import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** What stands for the start of a process that has ended and is only waiting to be noticed by its parent. */
export const ENDED = "ended";

/**
 * When a process started, as the operating system says: a text that no later process with the same id has. `ENDED` when
 * it has ended, undefined when the system does not say.
 */
export function readProcessStart(pid: number, platform: NodeJS.Platform = process.platform): string | undefined {
  return platform === "linux" ? readFromProc(pid) : askPs(pid);
}

/** Ticks since the boot, and which boot it was. */
function readFromProc(pid: number): string | undefined {
  try {
    const [state, start] = parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
    if (state === "Z" || state === "X") return ENDED;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}/${start}`;
  } catch {
    return undefined;
  }
}

/** The second field is the command's name, which can hold anything: what counts comes after its last bracket. */
function parseStat(stat: string): readonly [state: string | undefined, start: string | undefined] {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return [fields[0], fields[19]];
}

function askPs(pid: number): string | undefined {
  const { stdout } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  });
  const start = (stdout ?? "").trim();
  return start === "" ? undefined : start;
}
