import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createFolder } from "../temporary-folder.fixture.js";
import { isGroupAlive, signalGroup, startNode } from "../taskloom-process.fixture.js";
import type { StartedProcess } from "../taskloom-process.fixture.js";
import { sampleTexts } from "./sample-texts.fixture.js";

const script = fileURLToPath(new URL("../../scripts/start.mjs", import.meta.url));

/** So many texts that there is time to be interrupted in. */
const manyTexts = Object.fromEntries(Array.from({ length: 300 }, (_, number) => [`${number}.md`, "loom weft "]));

interface Started extends StartedProcess {
  readonly reports: string;
}

function start(files: Readonly<Record<string, string | Uint8Array>>, ...args: readonly string[]): Started {
  const cwd = createFolder();
  const reports = createFolder();
  const journal = ["--journal", join(cwd, "journal.db")];
  const input = ["--input", `folder=${createFolder(files)}`, `reports=${reports}`];
  return { ...startNode([script, ...journal, ...input, ...args], { cwd }), reports };
}

const isLong = process.env["TASKLOOM_TEST_LONG"] !== undefined;

describe("`npm start`", () => {
  it("runs the example with the arguments after `--`, ends with the run's code, and leaves nothing running", async () => {
    const started = start(sampleTexts, "--json");
    const { code, stdout } = await started.ended;

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ workflow: "index-folder", status: "completed", output: { files: 3 } });
    expect(readFileSync(join(started.reports, "index.md"), "utf8")).toContain("| looms.md |");
    expect(isGroupAlive(started)).toBe(false);
  });

  it("ends with the run's code when the run fails", async () => {
    const started = start({}, "--input", "folder=/dev/null/missing");
    const { code, stderr } = await started.ended;

    expect(code).toBe(1);
    expect(stderr).toContain("HANDLER_FAILED");
    expect(isGroupAlive(started)).toBe(false);
  });

  it("says why when the worker cannot start, and runs nothing", async () => {
    const started = start(sampleTexts, "--store", "nonsense");
    const { code, stderr, stdout } = await started.ended;

    expect(code).toBe(2);
    expect(stderr).toContain("CONFIG_INVALID");
    expect(stdout).toBe("");
    expect(isGroupAlive(started)).toBe(false);
  });

  it.for(["SIGINT", "SIGTERM"] as const)("%s stops the run, which can be continued, and the worker", async (signal) => {
    const started = start(manyTexts);
    await started.says("index running");
    started.child.kill(signal);
    const { code, stderr } = await started.ended;

    expect(code).toBe(130);
    expect(stderr).toContain("taskloom continue ");
    expect(isGroupAlive(started)).toBe(false);
  });

  it("a signal to all of its processes, as from a terminal, stops all of them", async () => {
    const started = start(manyTexts);
    await started.says("index running");
    signalGroup(started.child, "SIGINT");

    expect((await started.ended).code).toBe(130);
    expect(isGroupAlive(started)).toBe(false);
  });

  // On a busy machine the run takes longer to stop than the test waits: it belongs to the long run until that is mended.
  it.runIf(isLong)("killed with `kill -9` it leaves nothing running either", async () => {
    const started = start(manyTexts);
    await started.says("index running");
    started.child.kill("SIGKILL");
    await started.ended;

    await expect.poll(() => isGroupAlive(started), { timeout: 20_000 }).toBe(false);
  });
});
