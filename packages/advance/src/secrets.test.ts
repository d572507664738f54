import { describe, expect, it } from "vitest";
import type { JsonValue } from "@taskloom/interfaces";
import { TaskError } from "@taskloom/shared";
import { TestRun } from "./test-run.fixture.js";
import { compile, TestWorld, type HandlerMap } from "./test-world.fixture.js";

const CANARY = "canary-5eb63bbbe01eeed0";
const TOKEN = "{{ secrets.TOKEN }}";

function start(
  work: HandlerMap[string],
  task: object = {},
  secrets: Record<string, string> = { TOKEN: CANARY },
): TestRun {
  const world = new TestWorld({ secrets, handlers: { work } });
  const work1 = { id: "work", action: "work", with: { token: TOKEN }, retry: { maximum_attempts: 1 }, ...task };
  return new TestRun(world, compile({ tasks: [work1] }), { input: { note: TOKEN } });
}

/** Everything that a run leaves behind. */
async function traces(run: TestRun): Promise<string> {
  return JSON.stringify([run.state, run.changes, await run.world.lines()]);
}

describe("secrets", () => {
  it("are resolved for the handler, and stored and shown only as the reference", async () => {
    let seen: JsonValue = null;
    const run = start((input) => {
      seen = input;
    });
    await run.toEnd();
    expect(seen).toStrictEqual({ token: CANARY });
    expect(run.tasks["root/work"]?.input).toMatchObject({ value: { token: TOKEN } });
    expect(await traces(run)).not.toContain(CANARY);
  });

  it("stand in a text, or in what a function makes of them", async () => {
    let seen: JsonValue = null;
    const run = start(
      (input) => {
        seen = input;
      },
      { with: { header: "Bearer {{ secrets.TOKEN }}", upper: "{{ upper(secrets.TOKEN) }}" } },
    );
    await run.toEnd();
    expect(seen).toStrictEqual({ header: `Bearer ${CANARY}`, upper: CANARY.toUpperCase() });
  });

  it("are in no output, error, log line, progress or heartbeat", async () => {
    const memos: JsonValue[] = [];
    const run = start((input, { log, progress, heartbeat }) => {
      log.info(`token ${CANARY}`, { input, [CANARY]: 1 });
      progress({ note: CANARY, data: { input } });
      heartbeat({ [CANARY]: [input] });
      return { input, text: `a${CANARY}b`, [CANARY]: [CANARY] };
    });
    const events = await run.events(undefined, { host: { heartbeat: (memo) => memos.push(memo) } });
    expect(events).toMatchObject([
      { output: { value: { input: { token: TOKEN }, text: `a${TOKEN}b`, [TOKEN]: [TOKEN] } } },
    ]);
    expect(memos).toStrictEqual([{ [TOKEN]: [{ token: TOKEN }] }]);
    expect(JSON.stringify([events, await run.world.lines()])).not.toContain(CANARY);
  });

  it.each([
    ["its message", () => new Error(`refused: ${CANARY}`)],
    ["its type and details", () => new TaskError("refused", { type: CANARY, details: { [CANARY]: CANARY } })],
    ["a text that was thrown", () => CANARY],
    ["an object that was thrown", () => ({ token: CANARY })],
  ])("are not in an error: %s", async (_, makeThrown) => {
    const run = start(() => {
      // oxlint-disable-next-line typescript/only-throw-error -- handlers in JavaScript throw anything
      throw makeThrown();
    });
    const { failure, message } = await run.failure();
    expect(JSON.stringify([failure, message])).not.toContain(CANARY);
    expect(JSON.stringify(failure)).toContain(TOKEN);
  });

  it("are not in the place of an output that JSON cannot hold", async () => {
    const { failure } = await start(() => ({ [CANARY]: 1n })).failure();
    expect(failure.error.code).toBe("OUTPUT_NOT_JSON");
    expect(JSON.stringify(failure)).not.toContain(CANARY);
  });

  it("one that is part of another does not break up the longer one", async () => {
    const run = start(
      (input) => input,
      { with: { short: "{{ secrets.SHORT }}", token: TOKEN } },
      { SHORT: CANARY.slice(0, 10), TOKEN: CANARY },
    );
    expect(await run.events()).toMatchObject([{ output: { value: { short: "{{ secrets.SHORT }}", token: TOKEN } } }]);
  });

  it("an empty one hides nothing", async () => {
    const run = start(() => "text", {}, { TOKEN: "" });
    expect(await run.events()).toMatchObject([{ output: { value: "text" } }]);
  });

  it("a reference that comes with data is not resolved", async () => {
    let seen: JsonValue = null;
    const run = start(
      (input) => {
        seen = input;
      },
      { with: { note: "{{ workflow.input.note }}", text: "note: {{ workflow.input.note }}", token: TOKEN } },
    );
    await run.toEnd();
    expect(seen).toStrictEqual({ note: TOKEN, text: `note: ${TOKEN}`, token: CANARY });
  });

  it("a task that refers to none is given references as they are", async () => {
    const run = start((input) => input, { with: "{{ workflow.input.note }}" });
    expect(await run.events()).toMatchObject([{ output: { value: TOKEN } }]);
  });

  it("one that is not configured is SECRET_MISSING: the handler is not started", async () => {
    let started = 0;
    const run = start(
      () => {
        started += 1;
      },
      {},
      {},
    );
    await run.toEnd();
    expect(run.state).toMatchObject({ status: "failed", error: { code: "SECRET_MISSING", task: "root/work" } });
    expect(started).toBe(0);
  });

  it("are resolved anew for every attempt", async () => {
    const secrets: Record<string, string> = { TOKEN: "old" };
    const seen: JsonValue[] = [];
    const run = start(
      (input) => {
        seen.push(input);
        secrets["TOKEN"] = "new";
        if (seen.length === 1) throw new Error("expired");
      },
      { retry: { maximum_attempts: 2 } },
      secrets,
    );
    await run.toEnd();
    expect(seen).toStrictEqual([{ token: "old" }, { token: "new" }]);
  });
});
