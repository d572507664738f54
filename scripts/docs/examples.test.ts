import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../temporal/server-address.fixture.js";
import { readCodeBlocks, type CodeBlock } from "./code-block.js";
import { createExampleFolder } from "./example-folder.fixture.js";
import { readPages } from "./page.js";
import { tryBlock, type Trial } from "./try-block.fixture.js";

/** Some examples are several commands. */
const TEST_LIMIT_MS = 120_000;

const PICTURES = new Set(["mermaid"]);

/** Blocks that say why nobody runs them. A few are right, more are a sign of documentation that nobody tries. */
const MOST_NOT_RUN = 5;

/** A page whose commands are all for a Temporal server, as its configuration says. */
const TEMPORAL_PAGE = "docs/temporal.md";

/** Whether a block is a command for a server, or what such commands print. */
const needsServer = (file: string, { language, marks, text }: CodeBlock): boolean =>
  file === TEMPORAL_PAGE ? language === "sh" || marks.has("prints") : text.includes("--engine temporal");

const pages = readPages().map(({ file, text }) => ({ file, blocks: readCodeBlocks(text) }));

const examples = pages.flatMap(({ file, blocks }) => {
  const tried = blocks.filter((block) => {
    const { language, marks } = block;
    const isLeftOut = isTemporalSkipped && needsServer(file, block);
    return !PICTURES.has(language) && !marks.has("not run") && !isLeftOut;
  });
  return tried.length === 0 ? [] : [{ file, tried }];
});

describe.each(examples)("$file", ({ tried }) => {
  let trial: Trial | undefined;
  const begun = (): Trial => {
    if (trial === undefined) throw new Error("the page has no folder yet");
    return trial;
  };
  beforeAll(async () => {
    trial = { folder: await createExampleFolder() };
  });
  afterAll(async () => begun().folder.remove());

  it.each(tried)(
    "the example at line $line does what the page says",
    async (block) => {
      const { found, said } = await tryBlock(block, begun());
      expect(found).toStrictEqual(said);
    },
    TEST_LIMIT_MS,
  );

  const modules = tried.filter(({ language }) => language === "ts").map(({ marks }) => marks.get("file"));
  it.each(modules.length > 0 ? [modules] : [])(
    "its TypeScript compiles: %s",
    async (...files) => {
      const options = "--noEmit --strict --skipLibCheck --target es2023 --module nodenext --types node";
      const { code, stdout } = await begun().folder.run(`tsc ${options} ${files.join(" ")}`);
      expect({ code, stdout }).toStrictEqual({ code: 0, stdout: "" });
    },
    TEST_LIMIT_MS,
  );
});

it(`at most ${MOST_NOT_RUN} examples are not run, each with a reason`, () => {
  const reasons = pages.flatMap(({ blocks }) => blocks.flatMap(({ marks }) => marks.get("not run") ?? []));
  expect(reasons.filter((reason) => reason.length < 10)).toStrictEqual([]);
  expect(reasons.length).toBeLessThanOrEqual(MOST_NOT_RUN);
});
