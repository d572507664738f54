import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeTaskOrchestrator } from "@taskloom/contracts";
import type { ContainerCounts, JsonValue, RunDocument } from "@taskloom/interfaces";
import { createDefinitionJsonSchema, loadDefinition } from "@taskloom/shared";
import type { LoadedDefinition } from "@taskloom/shared";
import { createRuntime, defaultTaskTypes, resolveConfig } from "@taskloom/worker";
import { defineHandlers, NonRetryableError } from "taskloom";
import { describe, expect, it } from "vitest";
import { createFolder } from "../temporary-folder.fixture.js";
import { taskloom, taskloomJson } from "../taskloom-process.fixture.js";
import { repeatType, taskTypes as ownTypes } from "./repeat.js";

const taskTypes = [...defaultTaskTypes, ...ownTypes];

const repeat = {
  id: "again",
  type: "repeat",
  task: { id: "try", action: "count", with: { pass: "{{ pass }}", previous: "{{ previous }}" } },
  until: "output.pass == 3",
};

const handlers = defineHandlers({
  count: (input) => input,
  fail: () => {
    throw new NonRetryableError("no use");
  },
});

function load(...tasks: readonly object[]): LoadedDefinition {
  return loadDefinition({ value: { id: "test", tasks } }, { taskTypes });
}

async function run(...tasks: readonly object[]): Promise<RunDocument> {
  const { compiled, diagnostics } = load(...tasks);
  if (compiled === undefined) throw new Error(JSON.stringify(diagnostics));
  const config = await resolveConfig({
    cwd: createFolder(),
    env: { TASKLOOM_LOG_LEVEL: "silent" },
    flags: { "journal.file": ":memory:" },
    loadModule: async (file): Promise<unknown> => import(file),
  });
  const { engine, close } = await createRuntime(config, { handlers, taskTypes: ownTypes });
  const { runId } = await engine.start({ definition: compiled, input: {}, requestId: "start" });
  for await (const _update of engine.watch(runId));
  const document = await engine.get(runId);
  await close();
  return document;
}

const counts: ContainerCounts = { total: 10, pending: 9, running: 0, completed: 1, failed: 0, canceled: 0, skipped: 0 };

describeTaskOrchestrator({
  taskType: repeatType,
  sample: {
    task: { ...repeat, until: "output.pass == 1" },
    success: {
      kind: "children",
      status: "running",
      counts,
      children: [{ id: "try", status: "completed", output: { pass: 1 }, error: null }],
      output: { pass: 1 },
    },
    output: { pass: 1 },
    failure: ({ status, error }) => ({
      kind: "children",
      status: "failed",
      counts: { ...counts, completed: 0, failed: 1 },
      children: [{ id: "try", status, output: null, error }],
      output: null,
      error,
    }),
  },
});

describe("a repeat task", () => {
  it("runs its task again until the condition holds; each pass is an execution of its own", async () => {
    const { status, output, tasks } = await run(repeat);
    expect({ status, output }).toMatchObject({ status: "completed", output: { again: { pass: 3 } } });
    expect(tasks.map(({ path, parent }) => [path, parent])).toEqual([
      ["root/again", null],
      ["root/again/try", "root/again"],
      ["root/again/try#2", "root/again"],
      ["root/again/try#3", "root/again"],
    ]);
  });

  it("a pass sees its number, and the output of the pass before", async () => {
    const { tasks } = await run(repeat);
    const first = { pass: 1, previous: null };
    expect(tasks.slice(1).map(({ input }) => input)).toMatchObject([
      first,
      { pass: 2, previous: first },
      { pass: 3, previous: { pass: 2 } },
    ]);
  });

  it("shapes its output with the last pass's `output`, its number and `children`", async () => {
    const outputs = { last: "{{ output.pass }}", passes: "{{ pass }}", status: "{{ children.try.status }}" };
    const { output } = await run({ ...repeat, outputs });
    expect(output).toEqual({ again: { last: 3, passes: 3, status: "completed" } });
  });

  it.for([
    [2, "failed", 3],
    [3, "completed", 4],
  ] as const)("with a limit of %i it ends %s", async ([limit, status, executions]) => {
    const document = await run({ ...repeat, limit });
    expect(document.status).toBe(status);
    expect(document.tasks).toHaveLength(executions);
  });

  it("at the limit it fails with EXECUTION_LIMIT, and `on_error` can catch that", async () => {
    const failing = { ...repeat, limit: 2, on_error: { next: "caught" } };
    const caught = {
      id: "caught",
      type: "aggregate",
      outputs: { type: "{{ error.type }}", limit: "{{ error.details.limit }}" },
    };
    const { status, output, tasks } = await run(failing, caught);
    expect(tasks[0]).toMatchObject({ status: "failed", error: { code: "EXECUTION_LIMIT", task: "root/again" } });
    expect({ status, output }).toEqual({ status: "completed", output: { caught: { type: "RepeatLimit", limit: 2 } } });
  });

  it("there are 10 passes by default", async () => {
    const { error } = await run({ ...repeat, until: "false" });
    expect(error).toMatchObject({ code: "EXECUTION_LIMIT", details: { limit: 10 } });
  });

  it("fails with the error of its task", async () => {
    const { status, error, tasks } = await run({ ...repeat, task: { id: "try", action: "fail" } });
    expect(status).toBe("failed");
    expect(error).toMatchObject({ code: "HANDLER_FAILED", type: "NonRetryableError", task: "root/again/try" });
    expect(tasks).toHaveLength(2);
  });

  it("a condition that is neither true nor false is EXPRESSION_FAILED", async () => {
    expect((await run({ ...repeat, until: "output.pass" })).error).toMatchObject({ code: "EXPRESSION_FAILED" });
  });

  it("stands in other containers, and holds them", async () => {
    const each = {
      id: "each",
      type: "collection",
      items: [2, 1],
      task: {
        type: "repeat",
        task: { id: "pair", type: "parallel", tasks: [{ id: "one", action: "count", with: "{{ pass }}" }] },
        until: "pass == item",
      },
    };
    const { output, tasks } = await run(each);
    expect(output).toEqual({ each: [{ one: 2 }, { one: 1 }] });
    expect(tasks.map(({ path }) => path).toSorted()).toEqual([
      "root/each",
      "root/each[0]",
      "root/each[0]/pair",
      "root/each[0]/pair#2",
      "root/each[0]/pair#2/one",
      "root/each[0]/pair/one",
      "root/each[1]",
      "root/each[1]/pair",
      "root/each[1]/pair/one",
    ]);
  });
});

const definition = fileURLToPath(new URL("savings.yaml", import.meta.url));
const own = ["--task-types", fileURLToPath(new URL("repeat.ts", import.meta.url))];

describe("a task type from a folder outside of all packages", () => {
  it("runs to its end with `--task-types`", async () => {
    const document = await taskloomJson(["run", definition, ...own], { cwd: createFolder() });
    expect(document).toMatchObject({ status: "completed", output: { save: { years: 15 } } });
    expect((document as RunDocument).tasks.map(({ path }) => path)).toContain("root/save/year#15");
  });

  it("without `--task-types` it is unknown", async () => {
    const { code, stdout } = await taskloom(["validate", definition, "--json"], { cwd: createFolder() });
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ diagnostics: [{ code: "TASK_TYPE_UNKNOWN", task: "save" }] });
  });

  it("its unknown key and a broken expression nested in it are diagnosed at their places, like a built-in's", async () => {
    const broken = readFileSync(definition, "utf8").replace("limit: 50", "limt: 50").replace("previous.balance)", "");
    const cwd = createFolder({ "broken.yaml": broken });
    const { code, stdout } = await taskloom(["validate", "broken.yaml", "--json", ...own], { cwd });
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      diagnostics: [
        { code: "EXPRESSION_SYNTAX", file: "broken.yaml", line: findLine(broken, "balance:"), task: "year" },
        {
          code: "KEY_UNKNOWN",
          file: "broken.yaml",
          line: findLine(broken, "limt:"),
          column: 5,
          task: "save",
          hint: "did you mean 'limit'?",
        },
      ],
    });
  });

  it("its own expression is checked for names, and sees those that the type says", () => {
    expect(load({ ...repeat, until: "outpt.pass == 1" }).diagnostics).toMatchObject([
      { code: "EXPRESSION_UNKNOWN_VARIABLE", hint: "did you mean 'output'?" },
    ]);
    expect(load({ id: "outside", action: "count", with: "{{ pass }}" }).diagnostics).toMatchObject([
      { code: "EXPRESSION_UNKNOWN_VARIABLE" },
    ]);
  });

  it("its nested task is in the graph", async () => {
    const graph = await taskloomJson(["graph", definition, "--format", "json", ...own], { cwd: createFolder() });
    expect(graph).toMatchObject({
      nodes: [
        { id: "save", type: "repeat", parent: null },
        { id: "year", type: "basic", parent: "save" },
      ],
    });
  });

  it("its form is in the JSON Schema, with its nested task as a task of any type", async () => {
    const schema = (await taskloomJson(["schema", ...own], { cwd: createFolder() })) as Record<string, JsonValue>;
    expect(schema).toEqual(createDefinitionJsonSchema({ taskTypes }));
    expect(schema["$defs"]).toMatchObject({
      task: { properties: { type: { enum: expect.arrayContaining(["repeat"]) as unknown } } },
      "task.repeat": {
        properties: { task: { $ref: "#/$defs/task" }, limit: { minimum: 1, maximum: 100 } },
        required: expect.arrayContaining(["task", "until"]) as unknown,
        additionalProperties: false,
      },
    });
  });
});

function findLine(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split("\n").length;
}
