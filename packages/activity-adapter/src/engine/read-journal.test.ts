import { Client, type WorkflowClientInterceptor } from "@temporalio/client";
import { describe, expect, it, vi } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { startUnpolled, TWO_TASKS } from "../unpolled-run.fixture.js";
import type { EngineSetting } from "./engine-setting.js";
import { readDocument } from "./read-document.js";
import { createJournalReader } from "./read-journal.js";
import { findRun } from "./run-execution.js";

/** The same with a client that notes its queries. */
function noteQueries(setting: EngineSetting): { readonly setting: EngineSetting; readonly queries: readonly string[] } {
  const queries: string[] = [];
  const noting: WorkflowClientInterceptor = {
    query: async (input, next) => {
      queries.push(input.queryType);
      return next(input);
    },
  };
  const { connection } = setting.client;
  return { queries, setting: { ...setting, client: new Client({ connection, interceptors: { workflow: [noting] } }) } };
}

describe.skipIf(isTemporalSkipped)("a run whose task queue nobody polls", () => {
  it("is read without asking anybody", async () => {
    const { bench, run } = await startUnpolled(TWO_TASKS);
    const { setting, queries } = noteQueries(bench.setting);
    expect(await readDocument(setting, run, {})).toMatchObject({ status: "running" });
    expect(queries).toStrictEqual([]);
  });

  it("is read from its history once, and again when that has grown", async () => {
    const { bench, run } = await startUnpolled(TWO_TASKS);
    const prepareSdk = vi.fn(async () => undefined);
    const known = await findRun(bench.setting, run);
    const read = createJournalReader({ ...bench.setting, prepareSdk }, known, known.firstExecution);
    expect((await read(0)).batches).not.toHaveLength(0);
    expect((await read(1)).batches).toHaveLength(0);
    expect(prepareSdk).toHaveBeenCalledTimes(1);
    await bench.engine.signal(run, { name: "go", payload: null });
    expect((await read(1)).batches).not.toHaveLength(0);
    expect(prepareSdk).toHaveBeenCalledTimes(2);
  });
});
