import type { Advance } from "@taskloom/advance";
import type { AdvanceResult, CompiledDefinition, Engine, Handlers, RunDocument } from "@taskloom/interfaces";
import { createNoBlobs } from "@taskloom/shared";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../scripts/temporal/server-address.fixture.js";
import { compile, createTestEngine, runToEnd, type TestEngine } from "./engine.fixture.js";
import { createHandlers, readText } from "./handlers.fixture.js";
import { sequence } from "./sequence.fixture.js";

const KB = 1024;

/** What a worker has been asked, and has answered. */
interface Calls {
  readonly runs: Set<string>;
  readonly answers: AdvanceResult[];
}

let client: TestEngine;
let workers: readonly (TestEngine & { readonly calls: Calls })[] = [];

const handlers: Handlers = createHandlers({
  echo: (input) => input,
  text: (input) => "x".repeat(Number(input)),
  size: (input) => readText(input).length,
});

/** Each with a store of its own; none of them starts a run, so that none knows a definition. */
beforeAll(async () => {
  const taskQueue = `several-workers-${process.pid}`;
  const shared = { taskQueue, blobs: createNoBlobs() };
  client = await createTestEngine(handlers, { ...shared, hasWorker: false });
  workers = await Promise.all(
    ["one", "other"].map(async () => {
      const calls: Calls = { runs: new Set(), answers: [] };
      const wrapAdvance =
        (advance: Advance): Advance =>
        async (request, host) => {
          calls.runs.add(request.slice.runId);
          const answer = await advance(request, host);
          calls.answers.push(answer);
          return answer;
        };
      return { ...(await createTestEngine(handlers, { ...shared, wrapAdvance })), calls };
    }),
  );
}, 60_000);

afterAll(async () => {
  await Promise.all([client, ...workers].map(async ({ close }) => close()));
});

/** Runs the definition, again if need be, until both workers have made calls of one run. */
async function runOnBoth(engine: Engine, definition: CompiledDefinition): Promise<RunDocument> {
  for (;;) {
    const document = await runToEnd(engine, definition);
    if (workers.every(({ calls }) => calls.runs.has(document.run_id))) return document;
  }
}

describe.skipIf(isTemporalSkipped)("two workers that share no store run", { timeout: 120_000 }, () => {
  it("a sequence with decisions, of a definition that neither was given", async () => {
    const tasks = Array.from({ length: 10 }, (_, index) => [
      { id: `t${index}`, action: "echo", with: index === 0 ? 1 : `{{ tasks.t${index - 1}.output + 1 }}` },
      { id: `a${index}`, type: "aggregate", outputs: { n: `{{ tasks.t${index}.output }}` } },
    ]);
    const outputs = { last: "{{ tasks.a9.output.n }}" };
    let haveAsked = false;
    // The call that brings the definition to the one can be made by the other, which need not ask for it then.
    for (let n = 0; !haveAsked; n += 1) {
      const before = workers.map(({ calls }) => calls.answers.length);
      const definition = compile({ id: `unknown-${n}`, ...sequence(...tasks.flat()), outputs });
      expect(await runOnBoth(client.engine, definition)).toMatchObject({ status: "completed", output: { last: 10 } });
      haveAsked = workers.every(({ calls }, index) =>
        calls.answers.slice(before[index]).some((answer) => "definition" in answer),
      );
    }
  });

  it("containers in containers", async () => {
    const inner = [
      { id: "x", action: "echo", with: "{{ item }}" },
      { id: "y", type: "parallel", tasks: [1, 2].map((n) => ({ id: `n${n}`, action: "echo", with: n })) },
    ];
    const each = { id: "each", type: "collection", items: "1..5", tasks: inner };
    const composite = { id: "c", type: "composite", tasks: [{ id: "p", type: "parallel", tasks: [each] }] };
    const each5 = [1, 2, 3, 4, 5].map((x) => ({ x, y: { n1: 1, n2: 2 } }));
    const output = { c: { p: { each: each5 } } };
    expect(await runOnBoth(client.engine, compile({ tasks: [composite] }))).toMatchObject({
      status: "completed",
      output,
    });
  });

  it("a collection whose items only one of them has in its store", async () => {
    const before = workers.map(({ calls }) => calls.answers.length);
    const each = { id: "each", type: "collection", items: "1..150", task: { action: "echo", with: "{{ item }}" } };
    const output = { each: Array.from({ length: 150 }, (_, index) => index + 1) };
    expect(await runOnBoth(client.engine, compile({ tasks: [each] }))).toMatchObject({ status: "completed", output });
    const answers = workers.flatMap(({ calls }, index) => calls.answers.slice(before[index]));
    expect(answers.filter((answer) => "rebuild" in answer)).not.toHaveLength(0);
  });

  it("tasks with values as large as a message may have", async () => {
    const sizes = [200 * KB, 150 * KB, 100 * KB];
    const texts = sizes.map((size, index) => ({ id: `t${index}`, action: "text", with: size }));
    const measures = sizes.map((_, index) => ({
      id: `s${index}`,
      action: "size",
      with: `{{ tasks.t${index}.output }}`,
    }));
    const outputs = { sizes: sizes.map((_, index) => `{{ tasks.s${index}.output }}`) };
    const definition = compile({ ...sequence(...texts, ...measures), outputs });
    expect(await runOnBoth(client.engine, definition)).toMatchObject({ status: "completed", output: { sizes } });
  });
});
