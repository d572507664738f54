import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { expect, it, onTestFinished } from "vitest";
import { createOwner, identifyProcess, isAlive, LEASE_MS } from "./owner.js";
import { ENDED, readProcessStart } from "./process-start.js";

const NOW = 1_000_000;
const self = identifyProcess();

function start(command: string, args: readonly string[]): ChildProcess {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

/** The owner that the process with this id would be. */
function ownerWith(pid: number) {
  return { ...createOwner(self, NOW), pid, processStart: readProcessStart(pid) ?? "unknown" };
}

it("has a lease of 15 s", () => {
  expect(LEASE_MS).toBe(15_000);
  expect(createOwner(self, NOW)).toEqual({ ...self, leaseUntil: NOW + 15_000 });
});

it("takes a process of this host that is there for alive, until its lease has ended", () => {
  const child = start(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const owner = ownerWith(child.pid ?? 0);
  expect(isAlive(owner, self, NOW)).toBe(true);
  expect(isAlive(owner, self, owner.leaseUntil - 1)).toBe(true);
  expect(isAlive(owner, self, owner.leaseUntil)).toBe(false);
});

it("takes a process of this host that is gone for dead at once", async () => {
  const child = start(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const owner = ownerWith(child.pid ?? 0);
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
  expect(isAlive(owner, self, NOW)).toBe(false);
});

it("takes a process for dead whose id another has now", () => {
  expect(isAlive({ ...createOwner(self, NOW), processStart: "long ago" }, self, NOW)).toBe(false);
});

it("takes a process of another host for alive until its lease has ended", () => {
  const owner = { host: "elsewhere", pid: 1, processStart: "long ago", leaseUntil: NOW + 1 };
  expect(isAlive(owner, self, NOW)).toBe(true);
  expect(isAlive(owner, self, NOW + 1)).toBe(false);
});

it("says of a process always the same, and of two processes not", () => {
  const child = start(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  expect(identifyProcess()).toEqual(self);
  expect(readProcessStart(process.pid)).toBe(self.processStart);
  expect(readProcessStart(child.pid ?? 0)).not.toBe(self.processStart);
});

it.runIf(spawnSync("ps").error === undefined)(
  "knows a start from the command ps where the system has no /proc",
  async () => {
    const child = start(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const pid = child.pid ?? 0;
    const [first, again] = [readProcessStart(pid, "darwin"), readProcessStart(pid, "darwin")];
    expect(first).toMatch(/\d\d:\d\d:\d\d \d{4}$/);
    expect(again).toBe(first);
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
    expect(readProcessStart(pid, "darwin")).toBeUndefined();
  },
);

it.runIf(process.platform === "linux")("takes a process that its parent has not noticed yet for dead", async () => {
  const parent = start("sh", ["-c", "sleep 100 & echo $!; exec sleep 100"]);
  const [line] = (await once(parent.stdout ?? parent, "data")) as [Buffer];
  const pid = Number(line.toString());
  const commandOf = () => readFileSync(`/proc/${parent.pid}/cmdline`, "utf8").split("\0")[0];
  await expect.poll(commandOf, { timeout: 20_000 }).toBe("sleep");
  process.kill(pid, "SIGKILL");
  await expect.poll(() => readProcessStart(pid), { timeout: 20_000 }).toBe(ENDED);
  expect(isAlive({ ...createOwner(self, NOW), pid }, self, NOW)).toBe(false);
});
