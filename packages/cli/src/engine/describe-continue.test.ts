import { expect, it } from "vitest";
import { createTestTerminal } from "../terminal/test-terminal.fixture.js";
import type { CommonOptions } from "../options/common-options.js";
import { describeContinue } from "./describe-continue.js";
import { openSession } from "./session.js";

async function describe(
  modules: readonly string[],
  options: CommonOptions,
  handlers?: readonly string[],
): Promise<string | undefined> {
  const invocation = { args: [], options, terminal: createTestTerminal("/project") };
  return describeContinue("r", modules, await openSession(invocation, { logLevel: "silent", handlers }));
}

it("the command that continues a run finds handlers beside it by itself", async () => {
  expect(await describe(["/project/handlers.ts"], {})).toBe("taskloom continue r");
});

it("that command has the options without which it would find nothing", async () => {
  const modules = ["/project/flows/my handlers.ts"];
  expect(await describe(modules, { journal: "runs.db", store: "redis://localhost" })).toBe(
    "taskloom continue r --journal runs.db --store redis://localhost --handlers 'flows/my handlers.ts'",
  );
  expect(await describe(["/project/handlers.ts"], {}, ["handlers.ts"])).toBe(
    "taskloom continue r --handlers handlers.ts",
  );
});

it("nothing continues a run that was kept in memory", async () => {
  expect(await describe([], { journal: ":memory:" })).toBeUndefined();
});
