import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { presentCommand } from "../../scripts/temporal/private-server.fixture.js";
import { isTemporalSkipped, temporalAddress } from "../../scripts/temporal/server-address.fixture.js";
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

type Files = Readonly<Record<string, string | Uint8Array>>;

function start(files: Files, ...args: readonly string[]): Started {
  return startIn({}, files, ...args);
}

function startIn(env: Readonly<Record<string, string>>, files: Files, ...args: readonly string[]): Started {
  const cwd = createFolder();
  const reports = createFolder();
  const journal = ["--journal", join(cwd, "journal.db")];
  const input = ["--input", `folder=${createFolder(files)}`, `reports=${reports}`];
  return { ...startNode([script, ...journal, ...input, ...args], { cwd, env }), reports };
}

describe("`npm start`", () => {
  it("runs the example with the arguments after `--`, ends with the run's code, and leaves nothing running", async () => {
    const started = start(sampleTexts, "--json");
    const { code, stdout } = await started.ended;

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ workflow: "index-folder", status: "completed", output: { files: 3 } });
    expect(readFileSync(join(started.reports, "index.md"), "utf8")).toContain("| looms.md |");
    expect(isGroupAlive(started)).toBe(false);
  });

  it.skipIf(isTemporalSkipped)("runs it on a Temporal server that is named", { timeout: 120_000 }, async () => {
    const started = startIn({ TEMPORAL_ADDRESS: temporalAddress() }, sampleTexts, "--engine", "temporal", "--json");
    const { code, stdout } = await started.ended;

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ engine: "temporal", status: "completed", output: { files: 3 } });
    expect(isGroupAlive(started)).toBe(false);
  });

  it.skipIf(isTemporalSkipped)(
    "runs it on a Temporal server of its own when none is named, with which nothing is left running",
    { timeout: 120_000 },
    async () => {
      const named = { TEMPORAL_ADDRESS: "", TEMPORAL_CLI_PATH: presentCommand().path };
      const started = startIn(named, sampleTexts, "--engine=temporal");
      const { code } = await started.ended;

      expect(code).toBe(0);
      expect(readFileSync(join(started.reports, "index.md"), "utf8")).toContain("| looms.md |");
      expect(isGroupAlive(started)).toBe(false);
    },
  );

  it("ends with the run's code when the run fails", async () => {
    const started = start({}, "--input", "folder=/dev/null/missing");
    const { code, stderr } = await started.ended;

    expect(code).toBe(1);
    expect(stderr).toContain("HANDLER_FAILED");
    expect(isGroupAlive(started)).toBe(false);
  });

  it.for([
    ["--store", "nonsense", 2, "CONFIG_INVALID"],
    ["--journal", "/dev/null/journal.db", 5, "JOURNAL_READ_ONLY"],
  ] as const)(
    "says why when the worker cannot start, and runs nothing: %s %s",
    async ([option, value, exit, error]) => {
      const started = start(sampleTexts, option, value);
      const { code, stderr, stdout } = await started.ended;

      expect(code).toBe(exit);
      expect(stderr).toContain(error);
      expect(stdout).toBe("");
      expect(isGroupAlive(started)).toBe(false);
    },
  );

  it("files of any name are indexed, and those that are no text or too large are left out", async () => {
    const names = ["{{ 1 + 1 }}.md", "new\nline.md", "-$(x)'\".md", "☕.md"];
    const odd = Object.fromEntries(names.map((name) => [name, "# Loom\n\nA loom weaves.\n"]));
    const started = start({ ...odd, "photo.png": new Uint8Array([0xff]), "large.md": "loom ".repeat(10_000_000) });
    const { code } = await started.ended;

    expect(code).toBe(0);
    const report: unknown = JSON.parse(readFileSync(join(started.reports, "index.json"), "utf8"));
    expect(report).toMatchObject({
      totals: { files: 4, left_out: 2 },
      files: names.toSorted().map((path) => ({ path })),
    });
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

  it("a second SIGINT ends the run and the worker at once", async () => {
    const started = start(manyTexts);
    await started.says("index running");
    started.child.kill("SIGINT");
    started.child.kill("SIGINT");

    expect((await started.ended).code).toBe(130);
    expect(isGroupAlive(started)).toBe(false);
  });

  it("what it says may be cut off, by `head` for instance: it goes on to its end", async () => {
    const started = start(sampleTexts);
    await started.says("find running");
    started.child.stderr?.destroy();

    expect((await started.ended).code).toBe(0);
    expect(readFileSync(join(started.reports, "index.md"), "utf8")).toContain("| looms.md |");
  });

  it("a signal to all of its processes, as from a terminal, stops all of them", async () => {
    const started = start(manyTexts);
    await started.says("index running");
    signalGroup(started.child, "SIGINT");

    expect((await started.ended).code).toBe(130);
    expect(isGroupAlive(started)).toBe(false);
  });

  it("killed with `kill -9` it leaves nothing running either", async () => {
    const started = start(manyTexts);
    await started.says("index running");
    started.child.kill("SIGKILL");
    await started.ended;

    await expect.poll(() => isGroupAlive(started), { timeout: 20_000 }).toBe(false);
  });
});
