import type { Engine } from "@taskloom/interfaces";
import { loadDefinition, TaskloomError } from "@taskloom/shared";
import { expect, it } from "vitest";
import { temporaryFolder } from "../temporary-folder.fixture.js";
import { createTestTerminal } from "../terminal/test-terminal.fixture.js";
import { attendRun } from "./attend-run.js";
import { openSession } from "./session.js";
import { withEmbeddedRuntime } from "./with-runtime.js";

it("a run that cannot be cancelled when its time is over is attended no longer, and the reason is told", async () => {
  const terminal = createTestTerminal(await temporaryFolder());
  const session = await openSession({ args: [], options: { journal: ":memory:", quiet: true }, terminal });
  const value = { id: "flow", tasks: [{ id: "w", type: "wait", wait_for: "go" }] };
  const { compiled } = loadDefinition({ value }, { taskTypes: session.taskTypes });
  const reason = new TaskloomError("SERVER_UNREACHABLE", "the server is away");
  await withEmbeddedRuntime(session, { handlers: {}, role: "run" }, async ({ engine }) => {
    if (compiled === undefined) throw new Error("the definition is wrong");
    const { runId } = await engine.start({ definition: compiled, input: {}, requestId: "start" });
    const cutOff: Engine = { ...engine, cancel: async () => Promise.reject(reason) };
    const interrupted = new AbortController().signal;
    const attended = attendRun(cutOff, runId, session, { timeoutMs: 1, interrupted, afterwards: "goes on" });
    await expect(attended).rejects.toBe(reason);
    expect(await engine.get(runId)).toMatchObject({ status: "running" });
  });
  expect(terminal.err()).toBe("");
});
