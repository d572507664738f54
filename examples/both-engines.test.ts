import { join } from "node:path";
import type { RunDocument } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { createExampleFolder } from "../scripts/docs/example-folder.fixture.js";
import { readCodeBlocks } from "../scripts/docs/code-block.js";
import { readPage, root } from "../scripts/docs/page.js";
import { isTemporalSkipped, temporalAddress } from "../scripts/temporal/server-address.fixture.js";
import { exampleFile } from "./index-folder/example-run.fixture.js";
import { sampleTexts } from "./index-folder/sample-texts.fixture.js";
import { comparable } from "./same-document.fixture.js";
import { startTaskloom, taskloomJson } from "./taskloom-process.fixture.js";
import { createFolder } from "./temporary-folder.fixture.js";

const BOTH = ["embedded", "temporal"];

/** Options of the engine on Temporal. */
const onTemporal = (): readonly string[] => ["--engine", "temporal", "--address", temporalAddress()];

/** Runs a definition on both engines, each with a worker of its own. */
async function runOnBoth(cwd: string, args: readonly string[]): Promise<readonly RunDocument[]> {
  const embedded = await taskloomJson(["run", ...args, "--journal", join(cwd, "runs.db")], { cwd });
  const temporal = await taskloomJson(["run", ...args, ...onTemporal()], { cwd });
  return [embedded as RunDocument, temporal as RunDocument];
}

/** What is to be compared of the documents of both engines. */
function comparePair([embedded, temporal]: readonly RunDocument[], races: readonly string[] = []): Compared {
  if (embedded === undefined || temporal === undefined) throw new Error("two documents are compared");
  const engines = [embedded.engine, temporal.engine];
  return { engines, embedded: comparable(embedded, races), temporal: comparable(temporal, races) };
}

interface Compared {
  readonly engines: readonly string[];
  readonly embedded: unknown;
  readonly temporal: unknown;
}

describe.skipIf(isTemporalSkipped)("both engines give the same document for the same run", { timeout: 120_000 }, () => {
  it("of the README's order.yaml, whether it charges at once or waits for an approval", async () => {
    const folder = await createExampleFolder();
    for (const { marks, text } of readCodeBlocks(readPage("README.md").text)) {
      const file = marks.get("file");
      if (file !== undefined) await folder.write(file, text);
    }
    const input = (sku: string): readonly string[] => ["--input", JSON.stringify({ items: [{ sku, count: 2 }] })];
    const small = await runOnBoth(folder.path, ["order.yaml", ...input("pen")]);
    const large = await runOnBoth(folder.path, ["order.yaml", ...input("desk"), "--signal", "approved=true"]);
    await folder.remove();
    for (const pair of [small, large.map(withoutArrival)]) {
      const { engines, embedded, temporal } = comparePair(pair);
      expect(engines).toStrictEqual(BOTH);
      expect(temporal).toStrictEqual(embedded);
    }
  });

  it("of ninth-type/savings.yaml, whose task type belongs to no package", async () => {
    const [definition, types] = ["savings.yaml", "repeat.ts"].map((name) => join(root, "examples/ninth-type", name));
    const pair = await runOnBoth(createFolder(), [definition ?? "", "--task-types", types ?? ""]);
    const { engines, embedded, temporal } = comparePair(pair);
    expect(engines).toStrictEqual(BOTH);
    expect(temporal).toStrictEqual(embedded);
  });

  it("of index-folder.yaml, which talks with a second workflow in another process", async () => {
    const cwd = createFolder();
    const [folder, reports] = [createFolder(sampleTexts), createFolder()];
    const [workflow, approval] = [exampleFile("index-folder.yaml"), exampleFile("approve.yaml")];
    const input = ["--input", `folder=${folder}`, `reports=${reports}`];
    const journal = ["--journal", join(cwd, "runs.db")];
    const queue = [...onTemporal(), "--task-queue", `examples-${process.pid}`];
    const workers = [
      startTaskloom(["worker", approval, ...journal], { cwd }),
      startTaskloom(["worker", workflow, approval, ...queue], { cwd }),
    ];
    for (const worker of workers) await worker.says("serving approve-report");
    const here = await taskloomJson(["run", workflow, ...input, ...journal], { cwd });
    const there = await taskloomJson(["run", workflow, ...input, ...queue], { cwd });
    for (const { child, ended } of workers) {
      child.kill("SIGTERM");
      expect((await ended).code).toBe(0);
    }
    const { engines, embedded, temporal } = comparePair([here as RunDocument, there as RunDocument], ["root/keywords"]);
    expect(engines).toStrictEqual(BOTH);
    expect(temporal).toStrictEqual(embedded);
  });
});

/** When a signal came is part of the wait's output. */
function withoutArrival(document: RunDocument): RunDocument {
  return JSON.parse(JSON.stringify(document).replaceAll(/"received_at":"[^"]*"/g, '"received_at":"T"')) as RunDocument;
}
