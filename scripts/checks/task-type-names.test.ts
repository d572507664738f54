import { expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.fixture.js";
import { findTaskTypeNames } from "./task-type-names.mjs";

const types = ["basic", "wait", "signal", "parallel", "collection"];
const orchestrators = Object.fromEntries(types.map((type) => [`packages/orchestrators/${type}/src/index.ts`, ""]));

async function findingsIn(code: string, file = "packages/advance/src/planted.ts"): Promise<number> {
  return findTaskTypeNames(await temporaryFolder({ ...orchestrators, [file]: code })).length;
}

test.each([
  'if (task.type === "basic") run();',
  'if ("parallel" !== kindOfTask) run();',
  "if (task.type == `basic`) run();",
  'if (task.type === "wait") run();',
  'if (getType() === "signal") run();',
  'switch (name) { case "basic": run(); }',
  'switch (task.type) { case "done": run(); }',
  'switch (taskType) { case "wait": run(); }',
  'if (["parallel", "collection"].includes(name)) run();',
  "const run = { basic: one, parallel: two }[name];",
])("a task type's name in orchestration code is refused: %s", async (code) => {
  expect(await findingsIn(code)).toBeGreaterThan(0);
});

test.each([
  'switch (directive.kind) { case "wait": run(); }',
  'if (event.kind === "signal") run();',
  "// task.type === 'basic'",
  "if (task.type === other.type) run();",
  'const kinds = ["done", "wait"];',
])("the engine's own words are no task types: %s", async (code) => {
  expect(await findingsIn(code)).toBe(0);
});

test.each(["interpreter", "advance", "runs", "embedded", "activity-adapter", "migration", "factory", "shared"])(
  "%s is orchestration code",
  async (name) => {
    expect(await findingsIn('if (task.type === "basic") run();', `packages/${name}/src/deep/planted.ts`)).toBe(1);
  },
);

test.each([
  "packages/orchestrators/basic/src/planted.ts",
  "packages/worker/src/a.ts",
  "packages/advance/src/a.test.ts",
])("%s may name a task type", async (file) => {
  expect(await findingsIn('if (task.type === "basic") run();', file)).toBe(0);
});
