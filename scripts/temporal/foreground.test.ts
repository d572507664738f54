import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { isListening } from "../is-listening.js";
import { knobs } from "./knobs.js";
import { presentCommand } from "./private-server.fixture.js";
import { isTemporalSkipped } from "./server-address.fixture.js";

const script = fileURLToPath(new URL("./foreground.ts", import.meta.url));

function startForeground(more: Readonly<Record<string, string>>) {
  const { TEMPORAL_ADDRESS: _, ...rest } = process.env;
  const env = { ...rest, ...more };
  const child = spawn(process.execPath, ["--import", "tsx", script], { env, stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "close") as Promise<[number | null]>;
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return { child, ended, said: () => said };
}

describe("`npm run temporal`", () => {
  it.skipIf(isTemporalSkipped).for(["SIGINT", "SIGTERM"] as const)(
    "says where its server is and what the knobs change, and %s stops both",
    async (signal) => {
      const { child, ended, said } = startForeground({ TEMPORAL_CLI_PATH: presentCommand().path });
      await expect.poll(said, { timeout: 20_000 }).toContain("Ctrl-C");
      for (const { setting, effect } of knobs) for (const text of [setting, effect]) expect(said()).toContain(text);
      const ports = [...said().matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port));
      expect(await Promise.all(ports.map(isListening))).toEqual([true, true]);
      child.kill(signal);
      expect(await ended).toEqual([0, null]);
      expect(await Promise.all(ports.map(isListening))).toEqual([false, false]);
    },
  );

  it("starts none beside the one that TEMPORAL_ADDRESS names", async () => {
    const { ended, said } = startForeground({ TEMPORAL_ADDRESS: "example.test:7233" });
    expect(await ended).toEqual([0, null]);
    expect(said()).toContain("example.test:7233");
  });
});
