import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createTempFolder } from "../temp-folder.fixture.js";
import { createInput } from "./config-input.fixture.js";
import { resolveConfig } from "./resolve-config.js";

describe("the configuration file", () => {
  it("is the first of its usual names in the working directory", async () => {
    const cwd = await createTempFolder({ "taskloom.config.json": "{", "taskloom.config.ts": "" });
    const modules = { [join(cwd, "taskloom.config.ts")]: { default: { concurrency: 7 } } };
    expect((await resolveConfig(createInput({ cwd }, modules))).concurrency).toBe(7);
  });

  it("can be named by the environment", async () => {
    const cwd = await createTempFolder({ "other.json": '{"concurrency":8}' });
    const config = await resolveConfig(createInput({ cwd, env: { TASKLOOM_CONFIG: "other.json" } }));
    expect(config.concurrency).toBe(8);
  });

  it("can be a module that was compiled to CommonJS", async () => {
    const cwd = await createTempFolder({ "taskloom.config.js": "" });
    const compiled = { default: { __esModule: true, default: { concurrency: 9 } } };
    const modules = { [join(cwd, "taskloom.config.js")]: compiled };
    expect((await resolveConfig(createInput({ cwd }, modules))).concurrency).toBe(9);
  });

  it.each([
    ["an unknown key", { jurnal: {} }, "jurnal", "'journal'"],
    ["an unknown key in a group", { log: { levle: "info" } }, "log.levle", "'level'"],
    ["an unknown key that is like none", { xyzzy: 1 }, "xyzzy", "engine, journal"],
    ["a group that is no object", { journal: "runs.db" }, "journal", "object"],
    ["a value that cannot be", { log: { level: 3 } }, "log.level", ""],
    ["a list that is none", { http: { allow: "localhost" } }, "http.allow", ""],
    ["a task type that is none", { taskTypes: [{ type: "x" }] }, "taskTypes", ""],
  ])("refuses %s, naming the setting and the file", async (_, content, setting, hint) => {
    const cwd = await createTempFolder({ "taskloom.config.json": JSON.stringify(content) });
    await expect(resolveConfig(createInput({ cwd }))).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      details: {
        problems: [
          { setting, source: join(cwd, "taskloom.config.json"), message: expect.stringContaining(hint) as string },
        ],
      },
    });
  });

  it.each([
    ["is missing though it was asked for", {}],
    ["is not JSON", { "c.json": "{,}" }],
    ["holds no object", { "c.json": "[]" }],
  ])("is refused when it %s", async (_, files: Readonly<Record<string, string>>) => {
    const cwd = await createTempFolder(files);
    await expect(resolveConfig(createInput({ cwd, configFile: "c.json" }))).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      details: { file: join(cwd, "c.json") },
    });
  });

  it("is refused when it throws, or has no default export", async () => {
    const cwd = await createTempFolder({ "a.js": "", "b.js": "" });
    const modules = { [join(cwd, "b.js")]: { concurrency: 1 } };
    for (const configFile of ["a.js", "b.js"]) {
      const resolving = resolveConfig(createInput({ cwd, configFile }, modules));
      await expect(resolving).rejects.toMatchObject({
        code: "CONFIG_INVALID",
        details: { file: join(cwd, configFile) },
      });
    }
  });
});
