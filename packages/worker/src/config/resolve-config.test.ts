import { DEFAULT_LIMITS } from "@taskloom/interfaces";
import { taskType } from "@taskloom/orchestrator-basic";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createTempFolder } from "../temp-folder.fixture.js";
import { createInput } from "./config-input.fixture.js";
import type { ConfigFile } from "./config-input.js";
import { resolveConfig } from "./resolve-config.js";

describe("the configuration", () => {
  it("has a default for everything", async () => {
    const config = await resolveConfig(createInput({ cwd: "/project" }));
    const { sources, secrets, ...values } = config;
    expect(values).toStrictEqual({
      engine: "embedded",
      journal: { file: "/project/.taskloom/journal.db", sync: "normal" },
      blobs: "file",
      store: "memory",
      concurrency: 100,
      handlerWaitMs: 600_000,
      log: { level: "info", format: "json" },
      files: { root: "/project" },
      http: { allow: [] },
      handlers: [],
      taskTypes: [],
      temporal: { address: "127.0.0.1:7233", namespace: "default", taskQueue: "taskloom" },
      tracing: "off",
      limits: DEFAULT_LIMITS,
    });
    expect(secrets.list()).toStrictEqual([]);
    expect(Object.values(sources).every(({ kind }) => kind === "default")).toBe(true);
  });

  it("takes a flag before the environment, that before the file, and that before the default", async () => {
    const cwd = await createTempFolder({
      "taskloom.config.json": JSON.stringify({ concurrency: 1, handler_wait: 1, retention: "1d" }),
    });
    const env = { TASKLOOM_CONCURRENCY: "2", TASKLOOM_HANDLER_WAIT: "2s" };
    const config = await resolveConfig(createInput({ cwd, env, flags: { concurrency: "3" } }));
    expect(config).toMatchObject({ concurrency: 3, handlerWaitMs: 2_000, retentionMs: 86_400_000, store: "memory" });
    expect(config.sources).toMatchObject({
      concurrency: { kind: "flag", name: "--concurrency" },
      handler_wait: { kind: "environment", name: "TASKLOOM_HANDLER_WAIT" },
      retention: { kind: "file", name: join(cwd, "taskloom.config.json") },
      store: { kind: "default" },
    });
  });

  it("takes an empty variable as none", async () => {
    const config = await resolveConfig(createInput({ env: { TASKLOOM_STORE: "" } }));
    expect(config.store).toBe("memory");
  });

  it("takes paths of flags and variables from the working directory, those of a file from its folder", async () => {
    const cwd = await createTempFolder({
      "conf/mine.json": JSON.stringify({ files: { root: "data" }, handlers: ["h.ts"], journal: { file: ":memory:" } }),
    });
    const config = await resolveConfig(
      createInput({ cwd, configFile: "conf/mine.json", env: { TASKLOOM_HANDLERS: "a.ts, b/c.ts," } }),
    );
    expect(config.files.root).toBe(join(cwd, "conf/data"));
    expect(config.handlers).toStrictEqual([join(cwd, "a.ts"), join(cwd, "b/c.ts")]);
    expect(config.journal.file).toBe(":memory:");
  });

  it("writes lines for people when the log goes to a terminal and nothing else is said", async () => {
    const terminal = await resolveConfig(createInput({ terminal: true }));
    const said = await resolveConfig(createInput({ terminal: true, env: { TASKLOOM_LOG_FORMAT: "json" } }));
    expect([terminal.log.format, said.log.format]).toStrictEqual(["pretty", "json"]);
  });

  it("lets a command have a default of its own, which the environment overrides", async () => {
    const defaults = { "log.level": "silent" } as const;
    const plain = await resolveConfig(createInput({ defaults }));
    const said = await resolveConfig(createInput({ defaults, env: { TASKLOOM_LOG_LEVEL: "debug" } }));
    expect([plain.log.level, said.log.level]).toStrictEqual(["silent", "debug"]);
    expect(plain.sources["log.level"]).toStrictEqual({ kind: "default" });
  });

  it.each([
    ["temporl", "'temporal'"],
    ["EMBEDDED", "'embedded'"],
    ["quantum", "embedded, temporal"],
  ])("knows two engines, and not %s", async (engine, hint) => {
    await expect(resolveConfig(createInput({ env: { TASKLOOM_ENGINE: engine } }))).rejects.toMatchObject({
      code: "ENGINE_UNKNOWN",
      message: expect.stringContaining(hint) as string,
      details: { engine, known: ["embedded", "temporal"] },
    });
  });

  it("says where metrics are served when there is a port, which may be a free one", async () => {
    const flags = { "metrics.port": "0" };
    const chosen = await resolveConfig(createInput({ flags }));
    const open = await resolveConfig(createInput({ flags, env: { TASKLOOM_METRICS_HOST: "0.0.0.0" } }));
    expect([chosen.metrics, open.metrics]).toStrictEqual([
      { host: "127.0.0.1", port: 0 },
      { host: "0.0.0.0", port: 0 },
    ]);
  });

  it("has everything that is new for an engine on a server in the file too", async () => {
    const content = {
      engine: "temporal",
      temporal: { address: "t:1", namespace: "n", task_queue: "q", deployment: "orders.1.2" },
      metrics: { port: 9464, host: "::1" },
      tracing: "otlp",
    } satisfies ConfigFile;
    const cwd = await createTempFolder({ "taskloom.config.json": JSON.stringify(content) });
    expect(await resolveConfig(createInput({ cwd }))).toMatchObject({
      engine: "temporal",
      temporal: {
        address: "t:1",
        namespace: "n",
        taskQueue: "q",
        deployment: { deploymentName: "orders", buildId: "1.2" },
      },
      metrics: { port: 9464, host: "::1" },
      tracing: "otlp",
      sources: { "temporal.task_queue": { kind: "file", name: join(cwd, "taskloom.config.json") } },
    });
  });

  it.each([
    ["journal.sync", { TASKLOOM_JOURNAL_SYNC: "sometimes" }],
    ["concurrency", { TASKLOOM_CONCURRENCY: "0" }],
    ["concurrency", { TASKLOOM_CONCURRENCY: "many" }],
    ["concurrency", { TASKLOOM_CONCURRENCY: "1.5" }],
    ["handler_wait", { TASKLOOM_HANDLER_WAIT: "-1s" }],
    ["retention", { TASKLOOM_RETENTION: "11y" }],
    ["log.level", { TASKLOOM_LOG_LEVEL: "loud" }],
    ["store", { TASKLOOM_STORE: "mongodb://x" }],
    ["http.allow", { TASKLOOM_HTTP_ALLOW: "127.0.0.1,10.0.0.0/33" }],
    ["http.allow", { TASKLOOM_HTTP_ALLOW: "http://localhost" }],
    ["temporal.deployment", { TASKLOOM_DEPLOYMENT: "orders" }],
    ["temporal.deployment", { TASKLOOM_DEPLOYMENT: ".1" }],
    ["metrics.port", { TASKLOOM_METRICS_PORT: "65536" }],
    ["metrics.port", { TASKLOOM_METRICS_PORT: "-1" }],
    ["tracing", { TASKLOOM_TRACING: "jaeger" }],
  ])("refuses a value of %s that it cannot be: %o", async (setting, env) => {
    await expect(resolveConfig(createInput({ env }))).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      details: { problems: [{ setting, source: Object.keys(env)[0] }] },
    });
  });

  it("tells all that is wrong at once, and no value", async () => {
    const store = "redys://:canary-4711@cache";
    const resolving = resolveConfig(createInput({ env: { TASKLOOM_STORE: store, TASKLOOM_BLOBS: "tape" } }));
    const error: unknown = await resolving.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ details: { problems: [{ setting: "blobs" }, { setting: "store" }] } });
    expect(JSON.stringify(error) + String(error)).not.toContain("canary-4711");
  });

  it("takes the task types that a module or the file itself gives", async () => {
    const twice = { ...taskType, type: "twice" };
    const thrice = { ...taskType, type: "thrice" };
    const cwd = await createTempFolder({ "taskloom.config.js": "" });
    const modules = {
      [join(cwd, "taskloom.config.js")]: { default: { taskTypes: [thrice, "types.js"] } },
      [join(cwd, "types.js")]: { taskTypes: [twice] },
    };
    const config = await resolveConfig(createInput({ cwd }, modules));
    expect(config.taskTypes).toStrictEqual([thrice, twice]);
  });

  it("refuses a task type whose name is taken", async () => {
    const modules = { "/nowhere/types.js": { taskTypes: [taskType] } };
    const resolving = resolveConfig(createInput({ flags: { taskTypes: ["types.js"] } }, modules));
    await expect(resolving).rejects.toMatchObject({ code: "TASK_TYPE_DUPLICATE", details: { type: "basic" } });
  });

  it("takes secrets from the environment before those of a file", async () => {
    const cwd = await createTempFolder({ "s.env": "A=file-a\nB=file-b\n" });
    const env = { TASKLOOM_SECRETS_FILE: "s.env", TASKLOOM_SECRET_A: "env-a" };
    const { secrets, secretsFile } = await resolveConfig(createInput({ cwd, env }));
    expect([secrets.get("a"), secrets.get("b"), secretsFile]).toStrictEqual(["env-a", "file-b", join(cwd, "s.env")]);
  });
});
