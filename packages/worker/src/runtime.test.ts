import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CompiledDefinition, Handler, JsonObject, JsonValue, RunDocument } from "@taskloom/interfaces";
import { taskType as basic } from "@taskloom/orchestrator-basic";
import { loadDefinition } from "@taskloom/shared";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createInput } from "./config/config-input.fixture.js";
import type { ConfigInput } from "./config/config-input.js";
import { resolveConfig } from "./config/resolve-config.js";
import { createRuntime, type Runtime } from "./runtime.js";
import type { RuntimeParts } from "./runtime-parts.js";
import { createTempFolder } from "./temp-folder.fixture.js";

const IN_MEMORY = { TASKLOOM_JOURNAL: ":memory:" };

interface Opened {
  readonly runtime: Runtime;
  /** The lines of the log. */
  readonly lines: readonly string[];
}

/** A runtime that is closed with the test. */
async function open(input: Partial<ConfigInput>, parts: Partial<RuntimeParts> = {}): Promise<Opened> {
  const lines: string[] = [];
  const config = await resolveConfig(createInput(input));
  const writeLog = (line: string): void => void lines.push(line);
  const runtime = await createRuntime(config, { handlers: {}, graceMs: 0, writeLog, ...parts });
  onTestFinished(async () => runtime.close());
  return { runtime, lines };
}

function compile({ taskTypes }: Runtime, tasks: readonly JsonObject[]): CompiledDefinition {
  const { compiled, diagnostics } = loadDefinition({ value: { id: "flow", tasks } }, { taskTypes });
  if (compiled === undefined) throw new Error(JSON.stringify(diagnostics));
  return compiled;
}

async function run(runtime: Runtime, tasks: readonly JsonObject[], input: JsonValue = {}): Promise<RunDocument> {
  const definition = compile(runtime, tasks);
  const { runId } = await runtime.engine.start({ definition, input, requestId: randomUUID() });
  for await (const _update of runtime.engine.watch(runId));
  return runtime.engine.get(runId, { detailed: true });
}

function parse(lines: readonly string[]): readonly JsonObject[] {
  return lines.map((line) => JSON.parse(line) as JsonObject);
}

describe("a runtime", () => {
  it("runs tasks with the handlers that come with it and the user's", async () => {
    const double: Handler = { run: (input) => ({ n: (input as { readonly n: number }).n * 2 }) };
    const { runtime } = await open({ env: IN_MEMORY }, { handlers: { double } });
    const document = await run(
      runtime,
      [
        { id: "echo", action: "core.echo", with: { n: "{{ workflow.input.n }}" }, on_success: { next: "double" } },
        { id: "double", action: "double", with: { n: "{{ tasks.echo.output.n }}" } },
      ],
      { n: 21 },
    );
    expect(document).toMatchObject({ status: "completed", output: { echo: { n: 21 }, double: { n: 42 } } });
    expect(runtime.handlers.names()).toContain("double");
  });

  it("keeps its runs in the journal's file, with large values beside it", async () => {
    const cwd = await createTempFolder({ "large.txt": "x".repeat(400_000) });
    const first = await open({ cwd });
    const document = await run(first.runtime, [{ id: "read", action: "core.file.read", with: { path: "large.txt" } }]);
    await first.runtime.close();
    const second = await open({ cwd }, { role: "call" });
    expect(await second.runtime.engine.get(document.run_id, { detailed: true })).toStrictEqual(document);
    expect(document.status).toBe("completed");
    expect(await readdir(join(cwd, ".taskloom"))).toStrictEqual(
      expect.arrayContaining(["journal.db", "journal.db.blobs"]),
    );
  });

  it("keeps no large values when the configuration says so", async () => {
    const cwd = await createTempFolder({ "large.txt": "x".repeat(400_000) });
    const { runtime } = await open({ cwd, env: { ...IN_MEMORY, TASKLOOM_BLOBS: "none" } });
    const document = await run(runtime, [{ id: "read", action: "core.file.read", with: { path: "large.txt" } }]);
    expect(document).toMatchObject({ status: "failed", error: { code: "SHARED_STORE_REQUIRED" } });
  });

  it("knows task types besides the eight", async () => {
    const [twice, thrice] = [
      { ...basic, type: "twice" },
      { ...basic, type: "thrice" },
    ];
    const config = await resolveConfig(createInput({ env: IN_MEMORY }));
    const runtime = await createRuntime({ ...config, taskTypes: [twice] }, { handlers: {}, taskTypes: [thrice] });
    onTestFinished(async () => runtime.close());
    const document = await run(runtime, [
      { id: "a", type: "twice", action: "core.echo", with: 1, on_success: { next: "b" } },
      { id: "b", type: "thrice", action: "core.echo", with: 2 },
    ]);
    expect(document).toMatchObject({ output: { a: 1, b: 2 } });
  });

  it("cannot be made with a task type whose name is taken", async () => {
    await expect(open({ env: IN_MEMORY }, { taskTypes: [basic] })).rejects.toMatchObject({
      code: "TASK_TYPE_DUPLICATE",
    });
  });

  it("cannot be made with user's handlers that are named like its own", async () => {
    const handlers = { "core.echo": { run: () => 1 } };
    await expect(open({ env: IN_MEMORY }, { handlers })).rejects.toMatchObject({ code: "HANDLERS_INVALID" });
  });

  it("cannot be made on a journal that is a folder", async () => {
    const cwd = await createTempFolder({ "journal/x": "" });
    await expect(open({ cwd, flags: { "journal.file": "journal" } })).rejects.toMatchObject({
      code: expect.stringMatching(/^JOURNAL_/) as string,
    });
  });

  it("cannot be made with a store whose address is none, and does not show it", async () => {
    const env = { ...IN_MEMORY, TASKLOOM_STORE: "redis://:canary-4711@/x?y" };
    const error: unknown = await open({ env }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "CONFIG_INVALID" });
    expect(JSON.stringify(error) + String(error)).not.toContain("canary");
  });

  it("uses the Redis that the configuration names as its store", async () => {
    const env = { ...IN_MEMORY, TASKLOOM_STORE: process.env["REDIS_URL"] };
    const { runtime } = await open({ env });
    const items = {
      id: "each",
      type: "collection",
      items: "1..3",
      task: { id: "x-{{ index }}", action: "core.echo", with: "{{ item }}" },
    };
    expect(await run(runtime, [items])).toMatchObject({ status: "completed", output: { each: [1, 2, 3] } });
  });

  it("can be closed twice", async () => {
    const { runtime } = await open({ env: IN_MEMORY });
    await runtime.close();
    await runtime.close();
    expect(runtime.engine.name).toBe("embedded");
  });

  it("that works removes finished runs when their time has passed", async () => {
    const cwd = await createTempFolder();
    const first = await open({ cwd });
    const { run_id: id } = await run(first.runtime, [{ id: "a", action: "core.echo" }]);
    await first.runtime.close();
    const worker = await open({ cwd, env: { TASKLOOM_RETENTION: "0s" } }, { role: "work" });
    await worker.runtime.close();
    const { runtime } = await open({ cwd }, { role: "call" });
    await expect(runtime.engine.get(id)).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
  });
});

describe("the log of a runtime", () => {
  it("has run, task and attempt on every line that belongs to a task", async () => {
    const { runtime, lines } = await open({ env: IN_MEMORY });
    const { run_id: id } = await run(runtime, [
      { id: "log", action: "core.log", with: { message: "hello" }, on_success: { next: "fail" } },
      {
        id: "fail",
        action: "core.fail",
        with: { message: "no", code: "Declined", times: 1 },
        retry: { initial_interval: "1ms" },
      },
    ]);
    expect(parse(lines)).toMatchObject([
      { level: "info", run_id: id, task: "root/log", attempt: 1, msg: "hello" },
      {
        level: "warn",
        run_id: id,
        task: "root/fail",
        attempt: 1,
        code: "HANDLER_FAILED",
        type: "Declined",
        retryable: true,
        msg: "no",
      },
    ]);
    const kept: string[] = [];
    for await (const { message } of runtime.engine.logs(id)) kept.push(message);
    expect(kept).toContain("hello");
  });

  it("shows what is important enough only", async () => {
    const { runtime, lines } = await open({ env: { ...IN_MEMORY, TASKLOOM_LOG_LEVEL: "warn" } });
    await run(runtime, [{ id: "log", action: "core.log", with: { message: "hello" } }]);
    expect(lines).toStrictEqual([]);
  });

  it("shows a secret nowhere, nor do document, task log and journal", async () => {
    const canary = "canary-4711";
    const leak: Handler = {
      run: (input, context) => {
        const { key } = input as { readonly key: string };
        context.log.info(`using ${key}`, { deep: [{ key }] });
        context.heartbeat({ key });
        throw Object.assign(new Error(`refused ${key}`), { details: { key } });
      },
    };
    const cwd = await createTempFolder();
    const { runtime, lines } = await open(
      { cwd, env: { TASKLOOM_SECRET_API_KEY: canary, TASKLOOM_LOG_LEVEL: "debug" } },
      { handlers: { leak } },
    );
    const document = await run(runtime, [
      { id: "echo", action: "core.echo", with: { key: "{{ secrets.api_key }}" }, on_success: { next: "leak" } },
      { id: "leak", action: "leak", with: { key: "{{ secrets.api_key }}" }, retry: { maximum_attempts: 1 } },
    ]);
    expect(document).toMatchObject({ status: "failed", error: { task: "root/leak" } });
    const kept: unknown[] = [];
    for await (const line of runtime.engine.logs(document.run_id)) kept.push(line);
    expect([lines.length, kept.length]).toStrictEqual([2, 1]);
    await runtime.close();
    const files = await readdir(join(cwd, ".taskloom"), { recursive: true, withFileTypes: true });
    const contents = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), "latin1")),
    );
    expect(contents.join("").length).toBeGreaterThan(0);
    expect([lines.join(""), JSON.stringify([document, kept]), ...contents].join("\n")).not.toContain(canary);
  });

  it("tells that a secret is missing, by its name", async () => {
    const { runtime } = await open({ env: IN_MEMORY });
    const document = await run(runtime, [{ id: "a", action: "core.echo", with: "{{ secrets.api_key }}" }]);
    expect(document).toMatchObject({ status: "failed", error: { code: "SECRET_MISSING", task: "root/a" } });
  });

  it("shows no credentials of a Temporal server", async () => {
    const env = { ...IN_MEMORY, TASKLOOM_ENGINE: "temporal", TEMPORAL_API_KEY: "canary-4711" };
    const config = await resolveConfig(createInput({ env }));
    const lines: string[] = [];
    const runtime = await createRuntime(
      { ...config, engine: "embedded" },
      { handlers: {}, writeLog: (line) => void lines.push(line) },
    );
    onTestFinished(async () => runtime.close());
    runtime.logger.info({ sent: "Bearer canary-4711" }, "refused");
    expect(lines.join("")).toContain("refused");
    expect(lines.join("")).not.toContain("canary");
  });

  it("goes to standard error when nobody takes it", async () => {
    const written = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
    onTestFinished(() => written.mockRestore());
    const runtime = await createRuntime(await resolveConfig(createInput({ env: IN_MEMORY })), { handlers: {} });
    onTestFinished(async () => runtime.close());
    runtime.logger.info("here");
    const lines = written.mock.calls.map(([line]) => String(line));
    expect(parse(lines)).toMatchObject([{ level: "info", msg: "here" }]);
  });
});
