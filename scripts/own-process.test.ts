import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { isListening } from "./is-listening.js";
import { endProcess, startOwnProcess } from "./own-process.js";

const owner = fileURLToPath(new URL("./own-process.fixture.ts", import.meta.url));

test.for(["SIGKILL", "SIGTERM"] as const)("a process ends with its owner, whom %s ends", async (signal) => {
  const parent = spawn(process.execPath, ["--import", "tsx", owner], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void parent.kill("SIGKILL"));
  const [port] = (await once(createInterface({ input: parent.stdout }), "line")) as [string];
  expect(await isListening(Number(port))).toBe(true);

  parent.kill(signal);

  await expect.poll(async () => isListening(Number(port)), { timeout: 20_000 }).toBe(false);
});

test("a process that is ended is gone, and may be ended again", async () => {
  const child = startOwnProcess(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await endProcess(child);
  expect(child.signalCode).toBe("SIGKILL");
  await endProcess(child);
});

test("a command that does not exist is told as an error of its process, and nothing is left to end", async () => {
  const child = startOwnProcess("/nonexistent/command", [], { stdio: "ignore" });
  const [error] = (await once(child, "error")) as [NodeJS.ErrnoException];
  expect(error.code).toBe("ENOENT");
  await endProcess(child);
});
