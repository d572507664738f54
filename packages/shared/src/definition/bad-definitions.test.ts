import { describe, expect, it } from "vitest";
import { loadDefinition, type LoadedDefinition } from "./load-definition.js";
import { fixtureTypes } from "./task-types.fixture.js";

/** What is wrong with a definition, as `CODE line:column task`. */
function diagnose(text: string): string[] {
  const { compiled, diagnostics } = loadDefinition(
    { text, format: "yaml", file: "a.yaml" },
    { taskTypes: fixtureTypes },
  );
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(compiled === undefined).toBe(errors.length > 0);
  return diagnostics.map(({ code, line, column, task }) => `${code} ${line}:${column} ${task ?? "-"}`);
}

/** A workflow of these tasks, each a line from line 3 on, two spaces in. */
function tasks(...lines: readonly string[]): string {
  return ["id: w", "tasks:", ...lines.map((line) => `  ${line}`)].join("\n");
}

const deep = (levels: number): string =>
  `{ id: s0, type: sequence, steps: [${Array.from({ length: levels }, (_, index) => `{ id: s${index + 1}, type: sequence, steps: [`).join("")}${"] }".repeat(levels)}] }`;

describe("the form of a definition", () => {
  it.each<[string, string, string[]]>([
    ["nothing", "", ["DEFINITION_INVALID 1:1 -"]],
    ["a list", "- a", ["DEFINITION_INVALID 1:1 -"]],
    ["no id and no tasks", "title: x", ["DEFINITION_INVALID 1:1 -", "DEFINITION_INVALID 1:1 -"]],
    ["an id that is none", "id: 1a\ntasks: [{ id: a, action: x }]", ["ID_INVALID 1:5 -"]],
    ["an empty list of tasks", "id: w\ntasks: []", ["TASKS_EMPTY 2:8 -"]],
    ["tasks that are no list", "id: w\ntasks: { a: 1 }", ["DEFINITION_INVALID 2:8 -"]],
    ["a task that is no object", tasks("- x"), ["DEFINITION_INVALID 3:5 -"]],
    [
      "a text where YAML reads a number",
      "id: w\nversion: 3\ntasks: [{ id: a, action: x }]",
      ["DEFINITION_INVALID 2:10 -"],
    ],
    ["an unknown key of the workflow", "id: w\ntitel: x\ntasks: [{ id: a, action: x }]", ["KEY_UNKNOWN 2:1 -"]],
    ["an unknown key of a task", tasks("- { id: a, action: x, tiemout: 5s }"), ["KEY_UNKNOWN 3:25 a"]],
    [
      "an unknown key inside a key",
      tasks("- { id: a, action: x, retry: { max_attempts: 3 } }"),
      ["KEY_UNKNOWN 3:34 a"],
    ],
    ["a key of another type", tasks("- { id: a, type: note, retry: {} }"), ["KEY_UNKNOWN 3:26 a"]],
    ["a missing key", tasks("- { id: a }"), ["DEFINITION_INVALID 3:5 a"]],
    ["an unknown task type", tasks("- { id: a, type: wrok }"), ["TASK_TYPE_UNKNOWN 3:20 a"]],
    ["no id", tasks("- { action: x }"), ["ID_INVALID 3:5 -"]],
    ["an id with a dot", tasks("- { id: a.b, action: x }"), ["ID_INVALID 3:11 a.b"]],
    [
      "an id of 101 characters",
      tasks(`- { id: ${"a".repeat(101)}, action: x }`),
      [`ID_INVALID 3:11 ${"a".repeat(101)}`],
    ],
    [
      "a template as id outside items",
      tasks("- { id: 'a-{{ env.x }}', action: x }"),
      ["ID_INVALID 3:11 a-{{ env.x }}"],
    ],
    [
      "a duplicate id",
      tasks("- { id: a, action: x, on_success: { next: a } }", "- { id: a, action: x }"),
      ["DUPLICATE_ID 4:11 a"],
    ],
    [
      "a duplicate id of a nested task",
      tasks(
        "- { id: a, action: x, on_success: { next: b } }",
        "- { id: b, type: fan, branches: [{ id: a, action: x }] }",
      ),
      ["DUPLICATE_ID 4:42 a"],
    ],
    ["what the type itself refuses", tasks("- { id: a, type: fan, branches: [] }"), ["TASKS_EMPTY 3:35 a"]],
    [
      "a route of the wrong kind",
      tasks("- { id: a, type: choose, on: '1', cases: { x: 5 } }"),
      ["DEFINITION_INVALID 3:49 -"],
    ],
  ])("is refused: %s", (_name, text, expected) => {
    expect(diagnose(text)).toEqual(expected);
  });

  it.each<[string, string, string, string]>([
    ["a trigger", "triggers: [{ type: signal, name: x, inptu: 1 }]", "KEY_UNKNOWN 2:37 -", "did you mean 'input'?"],
    ["defaults", "defaults: { retyr: {} }", "KEY_UNKNOWN 2:13 -", "did you mean 'retry'?"],
    ["nothing like it", "defaults: { x: {} }", "KEY_UNKNOWN 2:13 -", "known are retry, timeout, durability"],
  ])("names the known keys of %s", (_name, line, expected, hint) => {
    const text = `id: w\n${line}\ntasks: [{ id: a, action: x }]`;
    expect(diagnose(text)).toEqual([expected]);
    expect(loadDefinition({ text, format: "yaml" }, { taskTypes: fixtureTypes }).diagnostics[0]?.hint).toBe(hint);
  });

  it("says which kinds of values a key can have", () => {
    const text = "id: w\nlabels: { a: [1] }\ntasks: [{ id: a, action: x }]";
    const [diagnostic] = loadDefinition({ text, format: "yaml" }, { taskTypes: fixtureTypes }).diagnostics;
    expect(diagnose(text)).toEqual(["DEFINITION_INVALID 2:14 -"]);
    expect(diagnostic?.message).toContain("string or number or boolean");
  });

  it("tells at most 1,000 faults", () => {
    const many = Array.from(
      { length: 2_000 },
      (_, index) => `- { id: t${index}, action: x, on_success: { next: n${index} } }`,
    );
    expect(diagnose(tasks(...many))).toHaveLength(1_000);
  });

  it("names the nearest known key, task type and task", () => {
    const text = tasks(
      "- { id: price, action: x, tiemout: 5s, on_success: { next: pricr } }",
      "- { id: b, type: wrok }",
    );
    const { diagnostics } = loadDefinition({ text, format: "yaml" }, { taskTypes: fixtureTypes });
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      ["KEY_UNKNOWN", "did you mean 'timeout'?"],
      ["TASK_UNKNOWN_NEXT", "did you mean 'price'?"],
      ["TASK_TYPE_UNKNOWN", "did you mean 'work'?"],
    ]);
  });

  it("says that `retry` belongs to the tasks that have attempts", () => {
    const text = tasks("- { id: a, type: fan, branches: [{ id: b, action: x }], retry: { maximum_attempts: 2 } }");
    const [diagnostic] = loadDefinition({ text, format: "yaml" }, { taskTypes: fixtureTypes }).diagnostics;
    expect(diagnostic?.code).toBe("KEY_UNKNOWN");
    expect(diagnostic?.hint).toContain("work, send");
  });

  it("may nest 20 containers, not 21", () => {
    expect(diagnose(tasks(`- ${deep(19)}`))).toEqual([]);
    expect(diagnose(tasks(`- ${deep(20)}`))).toEqual([]);
    expect(diagnose(tasks(`- ${deep(21)}`))[0]).toMatch(/^DEFINITION_TOO_DEEP/);
  });

  it("may have 10,000 tasks, not 10,001", () => {
    const many = (count: number): string =>
      `{"id":"w","tasks":[{"id":"f","type":"fan","branches":[${Array.from({ length: count - 1 }, (_, index) => `{"id":"t${index}","action":"x"}`).join(",")}]}]}`;
    const load = (text: string) => loadDefinition({ text, format: "json" }, { taskTypes: fixtureTypes });
    expect(load(many(10_000)).diagnostics).toEqual([]);
    expect(load(many(10_001)).diagnostics.map(({ code }) => code)).toEqual(["DEFINITION_TOO_LARGE"]);
  });
});

describe("durations and schemas", () => {
  it.each<[string, string, string]>([
    ["timeout", "-5s", "DURATION_INVALID 3:34 a"],
    ["timeout", "soon", "DURATION_INVALID 3:34 a"],
    ["timeout", "4000d", "DURATION_INVALID 3:34 a"],
    ["timeout", "-1", "DURATION_INVALID 3:34 a"],
    ["total_timeout", "5x", "DURATION_INVALID 3:40 a"],
    ["delay", "1e99", "DURATION_INVALID 3:32 a"],
    ["input_schema", "{ type: strin }", "SCHEMA_INVALID 3:39 a"],
    ["output_schema", "{ $ref: 'https://example.com/x' }", "SCHEMA_INVALID 3:40 a"],
    ["retry", "{ initial_interval: x }", "DURATION_INVALID 3:52 a"],
    ["retry", "{ maximum_attempts: 0 }", "DEFINITION_INVALID 3:52 a"],
  ])("of a task are checked: %s: %s", (key, value, expected) => {
    expect(diagnose(tasks(`- { id: a, action: x, ${key}: ${value} }`))).toEqual([expected]);
  });

  it.each<[string, string, string]>([
    ["timeout", "-5s", "DURATION_INVALID 1:19 -"],
    ["defaults", "{ timeout: x }", "DURATION_INVALID 1:31 -"],
    ["input_schema", "[]", "DEFINITION_INVALID 1:24 -"],
    ["input_schema", "{ pattern: '(' }", "SCHEMA_INVALID 1:24 -"],
  ])("of the workflow are checked: %s: %s", (key, value, expected) => {
    expect(diagnose(`{ id: w, ${key}: ${value}, tasks: [{ id: a, action: x }] }`)).toEqual([expected]);
  });
});

describe("triggers", () => {
  it.each<[string, string, string]>([
    ["an unknown type", "{ type: siganl, name: x }", "DEFINITION_INVALID 2:20 -"],
    ["a signal without a name", "{ type: signal }", "DEFINITION_INVALID 2:12 -"],
    ["a cron text of four fields", "{ type: schedule, cron: '0 9 * *' }", "SCHEDULE_INVALID 2:36 -"],
    ["a cron text of seven fields", "{ type: schedule, cron: '0 0 9 * * * *' }", "SCHEDULE_INVALID 2:36 -"],
    [
      "a zone that there is not",
      "{ type: schedule, cron: '0 9 * * 1', time_zone: Mars/Base }",
      "SCHEDULE_INVALID 2:60 -",
    ],
    ["an unknown overlap", "{ type: schedule, cron: '0 9 * * 1', overlap: never }", "DEFINITION_INVALID 2:58 -"],
    ["a catch_up that is no duration", "{ type: schedule, cron: '0 9 * * 1', catch_up: x }", "DURATION_INVALID 2:59 -"],
    [
      "another variable than trigger",
      "{ type: signal, name: x, input: '{{ workflow.input }}' }",
      "EXPRESSION_UNKNOWN_VARIABLE 2:48 -",
    ],
  ])("are refused: %s", (_name, trigger, expected) => {
    expect(diagnose(`id: w\ntriggers: [${trigger}]\ntasks: [{ id: a, action: x }]`)).toEqual([expected]);
  });

  it("may be signals and schedules", () => {
    const triggers = [
      "{ type: signal, name: order-placed, input: '{{ trigger.payload }}' }",
      "{ type: schedule, cron: '0 9 * * 1-5', time_zone: Europe/Paris, overlap: skip, catch_up: 1h }",
      "{ type: schedule, cron: '*/10 0 9 * JAN MON' }",
    ];
    expect(diagnose(`id: w\ntriggers: [${triggers.join(", ")}]\ntasks: [{ id: a, action: x }]`)).toEqual([]);
  });

  it("have their cron texts read by whoever can read them", () => {
    const { diagnostics } = loadDefinition(
      { value: { id: "w", triggers: [{ type: "schedule", cron: "61 * * * *" }], tasks: [{ id: "a", action: "x" }] } },
      { taskTypes: fixtureTypes, checkCron: (cron) => (cron.startsWith("61") ? "there is no minute 61" : undefined) },
    );
    expect(diagnostics.map(({ code, line }) => [code, line])).toEqual([["SCHEDULE_INVALID", null]]);
  });
});

describe("what an engine cannot honour", () => {
  const text = "id: w\ntasks:\n  - { id: p, type: sequence, steps: [{ id: a, action: x, task_queue: gpu }] }";
  const load = (severity?: "warning"): LoadedDefinition =>
    loadDefinition(
      { text, format: "yaml" },
      {
        taskTypes: fixtureTypes,
        checkPlan: ({ steps }) =>
          Object.keys(steps)
            .filter((task) => steps[task]?.queue !== undefined)
            .map((task) => ({
              code: "OPTION_NOT_SUPPORTED",
              message: "no",
              task,
              key: "task_queue",
              ...(severity && { severity }),
            })),
      },
    );

  it("is refused at the place of the key", () => {
    const { diagnostics, compiled } = load();
    const place = { code: "OPTION_NOT_SUPPORTED", severity: "error", task: "a", line: 3, column: 58 };
    expect(diagnostics).toMatchObject([place]);
    expect(compiled).toBeUndefined();
  });

  it("may be a warning", () => {
    const { diagnostics, compiled } = load("warning");
    expect(diagnostics).toMatchObject([{ severity: "warning" }]);
    expect(compiled).toBeDefined();
  });
});

describe("transitions", () => {
  it.each<[string, string, string[]]>([
    ["to nowhere", tasks("- { id: a, action: x, on_success: { next: b } }"), ["TASK_UNKNOWN_NEXT 3:45 a"]],
    ["to nowhere after an error", tasks("- { id: a, action: x, on_error: { next: b } }"), ["TASK_UNKNOWN_NEXT 3:43 a"]],
    [
      "to nowhere by a route",
      tasks("- { id: a, type: choose, on: '1', cases: { x: b } }"),
      ["TASK_UNKNOWN_NEXT 3:49 a"],
    ],
    ["to nowhere at the start", "id: w\nstart: b\ntasks: [{ id: a, action: x }]", ["TASK_UNKNOWN_NEXT 2:8 -"]],
    [
      "into a container",
      tasks(
        "- { id: a, action: x, on_success: { next: c } }",
        "- { id: b, type: fan, branches: [{ id: c, action: x }] }",
      ),
      ["TASK_UNKNOWN_NEXT 3:45 a"],
    ],
    [
      "to the start in a container",
      "id: w\nstart: c\ntasks: [{ id: b, type: fan, branches: [{ id: c, action: x }] }]",
      ["TASK_UNKNOWN_NEXT 2:8 -"],
    ],
    [
      "inside a container",
      tasks("- { id: b, type: fan, branches: [{ id: c, action: x, on_success: { next: b } }] }"),
      ["NEXT_IN_CONTAINER 3:76 c"],
    ],
    [
      "by a route inside a container",
      tasks("- { id: b, type: fan, branches: [{ id: c, type: choose, on: '1', cases: { x: b } }] }"),
      ["NEXT_IN_CONTAINER 3:80 c"],
    ],
  ])("are refused: %s", (_name, text, expected) => {
    expect(diagnose(text)).toEqual(expected);
  });

  it("may go in circles", () => {
    const text = tasks(
      "- { id: a, action: x, on_success: { next: b } }",
      "- { id: b, action: x, on_success: { next: a } }",
    );
    expect(diagnose(text)).toEqual([]);
  });
});

describe("tasks that no path reaches", () => {
  it("are warned of", () => {
    expect(diagnose(tasks("- { id: a, action: x }", "- { id: b, action: x }"))).toEqual(["TASK_UNREACHABLE 4:5 b"]);
  });

  it("depend on the start", () => {
    const text = "id: w\nstart: b\ntasks:\n  - { id: a, action: x }\n  - { id: b, action: x }";
    expect(diagnose(text)).toEqual(["TASK_UNREACHABLE 4:5 a"]);
  });

  it("are not looked for while a transition leads nowhere", () => {
    const text = tasks("- { id: a, action: x, on_success: { next: bb } }", "- { id: b, action: x }");
    expect(diagnose(text)).toEqual(["TASK_UNKNOWN_NEXT 3:45 a"]);
  });
});

describe("relaxed tasks that may be slow", () => {
  it.each<[string, string[]]>([
    ["durability: relaxed, timeout: 6s", ["RELAXED_SLOW 3:55 a"]],
    ["durability: relaxed, timeout: 5s", []],
    ["durability: relaxed, heartbeat_timeout: 1s", ["RELAXED_SLOW 3:65 a"]],
    ["durability: relaxed", []],
    ["timeout: 6s", []],
  ])("are warned of: %s", (keys, expected) => {
    expect(diagnose(tasks(`- { id: a, action: x, ${keys} }`))).toEqual(expected);
  });

  it("are so by `defaults` too", () => {
    const text = "id: w\ndefaults: { durability: relaxed, timeout: 1m }\ntasks:\n  - { id: a, action: x }";
    expect(diagnose(text)).toEqual(["RELAXED_SLOW 4:5 a"]);
  });
});
