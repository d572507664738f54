import { describe, expect, it } from "vitest";
import { echoHandler } from "./echo.js";
import { failHandler } from "./fail.js";
import { createContext } from "./handler-context.fixture.js";
import { logHandler } from "./log.js";
import { sleepHandler } from "./sleep.js";

describe("core.echo", () => {
  it("returns its input", () => {
    const input = { a: [1, null] };
    expect(echoHandler.run(input, createContext().context)).toBe(input);
  });
});

describe("core.sleep", () => {
  it.each([1, "1ms", "PT0S"])("returns null after its duration: %s", async (duration) => {
    expect(await sleepHandler.run({ duration }, createContext().context)).toBeNull();
  });

  it("aborts on its signal, also when it would sleep longer than a timer can", async () => {
    const controller = new AbortController();
    const sleeping = sleepHandler.run({ duration: "3650d" }, createContext({ signal: controller.signal }).context);
    controller.abort();
    await expect(sleeping).rejects.toMatchObject({ name: "AbortError" });
  });

  it.each([[{}], [{ duration: "soon" }], [{ duration: -1 }], [{ duration: 1, x: 1 }]])("refuses %o", async (input) => {
    await expect(sleepHandler.run(input, createContext().context)).rejects.toMatchObject({ code: "INPUT_INVALID" });
  });
});

describe("core.fail", () => {
  it("fails with its message", async () => {
    const failing = failHandler.run({ message: "no" }, createContext().context);
    await expect(failing).rejects.toMatchObject({ message: "no", type: "TaskError", retryable: true });
  });

  it("fails with its code as the error's type, and retryable or not", async () => {
    const failing = failHandler.run({ message: "no", code: "Declined", retryable: false }, createContext().context);
    await expect(failing).rejects.toMatchObject({ type: "Declined", retryable: false });
  });

  it("fails the first `times` attempts, then returns its input", async () => {
    const input = { message: "no", times: 2 };
    for (const attempt of [1, 2]) {
      await expect(failHandler.run(input, createContext({ attempt }).context)).rejects.toMatchObject({ message: "no" });
    }
    expect(await failHandler.run(input, createContext({ attempt: 3 }).context)).toStrictEqual(input);
  });

  it.each([[null], [{}], [{ message: 1 }], [{ message: "", times: -1 }]])("refuses %o", async (input) => {
    await expect(failHandler.run(input, createContext().context)).rejects.toMatchObject({ code: "INPUT_INVALID" });
  });
});

describe("core.log", () => {
  it.each([
    ["hello", "hello"],
    [{ a: 1 }, '{"a":1}'],
  ])("writes %o to the run's log", async (message, written) => {
    const { context, log } = createContext();
    expect(await logHandler.run({ message }, context)).toBeNull();
    expect(log).toStrictEqual([{ level: "info", message: written, data: undefined }]);
  });
});
