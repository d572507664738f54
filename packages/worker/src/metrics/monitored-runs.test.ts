import { randomUUID } from "node:crypto";
import type { Handler } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { compileTasks, flagsOf, openRuntime, type OpenedRuntime } from "../temporal/runtime-on.fixture.js";

const GOOD = 7;
const BAD = 3;

async function ask({ lines }: OpenedRuntime, path: string): Promise<string> {
  const { port } = lines.find((line) => "port" in line) ?? {};
  const response = await fetch(`http://127.0.0.1:${Number(port)}${path}`);
  return response.text();
}

function readSamples(text: string, name: string): readonly string[] {
  return text.split("\n").filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
}

/** Starts runs of one task each, so many of which fail, and waits until all have ended. */
async function load({ runtime }: OpenedRuntime, runs: number, failing: number): Promise<void> {
  const definition = compileTasks(runtime, [{ id: "a", action: "my.judge", with: "{{ workflow.input }}" }]);
  await runtime.serve([definition]);
  const { engine } = runtime;
  const all = Array.from({ length: runs }, async (_, number) => {
    const input = number >= failing;
    const { runId } = await engine.start({ definition, input, requestId: randomUUID() });
    for await (const _update of engine.watch(runId));
  });
  await Promise.all(all);
}

const judge: Handler = {
  run: (isGood) => {
    if (isGood !== true) throw Object.assign(new Error("bad"), { retryable: false });
  },
};

describe.each(["embedded", "temporal"] as const)("metrics of a worker, %s", (engine) => {
  it.skipIf(engine === "temporal" && isTemporalSkipped)("count each task and run once, by how it ended", async () => {
    const opened = await openRuntime(
      { ...flagsOf(engine), "metrics.port": 0 },
      { handlers: { "my.judge": judge }, role: "work" },
    );
    await load(opened, GOOD + BAD, BAD);
    await expect
      .poll(async () => readSamples(await ask(opened, "/metrics"), "taskloom_runs_active"))
      .toStrictEqual(["taskloom_runs_active 0"]);
    const text = await ask(opened, "/metrics");
    expect(new Set(readSamples(text, "taskloom_tasks_total"))).toStrictEqual(
      new Set([
        `taskloom_tasks_total{type="basic",status="completed",path="new"} ${GOOD}`,
        `taskloom_tasks_total{type="basic",status="failed",path="new"} ${BAD}`,
      ]),
    );
    expect(new Set(readSamples(text, "taskloom_runs_total"))).toStrictEqual(
      new Set([
        `taskloom_runs_total{workflow="flow",status="completed"} ${GOOD}`,
        `taskloom_runs_total{workflow="flow",status="failed"} ${BAD}`,
      ]),
    );
    expect(readSamples(text, "taskloom_handler_attempts_total")).toStrictEqual([
      `taskloom_handler_attempts_total{workflow="flow"} ${GOOD + BAD}`,
    ]);
    expect(readSamples(text, "taskloom_task_duration_seconds_count")).toStrictEqual([
      `taskloom_task_duration_seconds_count{type="basic"} ${GOOD + BAD}`,
    ]);
  });

  it.skipIf(engine === "temporal" && isTemporalSkipped)(
    "a worker is ready once it serves, and drains when it is closed: handlers under way end",
    async () => {
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      let handler = "waits";
      const hold: Handler = {
        run: async () => {
          handler = "began";
          await held;
          handler = "ended";
        },
      };
      const flags = { ...flagsOf(engine), "metrics.port": 0 };
      const opened = await openRuntime(flags, { handlers: { "my.hold": hold }, role: "work" });
      const { runtime } = opened;
      expect(await ask(opened, "/readyz")).toBe("starting\n");
      const definition = compileTasks(runtime, [{ id: "a", action: "my.hold" }]);
      await runtime.serve([definition]);
      expect(await ask(opened, "/readyz")).toBe("ready\n");
      await runtime.engine.start({ definition, input: {}, requestId: randomUUID() });
      await expect.poll(() => handler, { timeout: 20_000 }).toBe("began");
      const closed = runtime.close();
      await expect.poll(async () => ask(opened, "/readyz")).toBe("draining\n");
      release();
      await closed;
      expect(handler).toBe("ended");
    },
  );
});
